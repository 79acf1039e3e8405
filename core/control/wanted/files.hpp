#pragma once
// The seam between the wanted state and a disk: the six operations that a crash may fall between.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace weir::wanted {

// Files of one directory, named without a path. What write() and rename() did survives a crash only
// after sync() and sync_directory(). Errors are not_found or os_failure.
class Files {
public:
    virtual ~Files() = default;

    virtual Result<std::vector<std::byte>> read(const std::string& name) = 0;
    virtual Result<> write(const std::string& name, std::span<const std::byte> bytes) = 0;
    virtual Result<> sync(const std::string& name) = 0;
    virtual Result<> rename(const std::string& from, const std::string& to) = 0;
    virtual Result<> sync_directory() = 0;
};

}  // namespace weir::wanted
