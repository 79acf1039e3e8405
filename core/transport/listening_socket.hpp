#pragma once
// A socket that listens on a TCP port or on a path, and what must be done so that it can.

#include <memory>

#include "base/error.hpp"
#include "base/unique_fd.hpp"
#include "transport/address.hpp"

namespace weir::transport {

// A path in the file system that goes away with its owner, if it is still the same file.
class OwnedPath {
public:
    explicit OwnedPath(std::string path);
    OwnedPath(const OwnedPath&) = delete;
    OwnedPath& operator=(const OwnedPath&) = delete;
    ~OwnedPath();

private:
    std::string path_;
    unsigned long device_ = 0;
    unsigned long inode_ = 0;
};

struct ListeningSocket {
    UniqueFd fd;
    Address address;                  // with the real port
    std::unique_ptr<OwnedPath> path;  // null for TCP
};

// Numeric host, or "*" for every interface; port 0 for any free one. A path is made for this user
// alone (mode 0600) before anybody can connect; a socket that a dead process left there is
// replaced, and nothing else ever is. os_failure or bad_request, with the next step.
Result<ListeningSocket> listen_on(const Address& at);

}  // namespace weir::transport
