#pragma once
// Files in a real directory, of which one process at a time is the owner.

#include <memory>
#include <string>

#include "base/unique_fd.hpp"
#include "control/wanted/files.hpp"

namespace weir::wanted {

// A node's name as a file name: "relay:main" -> "relay%3Amain". Different names stay different.
std::string file_name_of(std::string_view node_name);

class DirectoryFiles : public Files {
public:
    // Makes the directory (mode 0700) when it is missing, and takes the lock of `node_name` in it:
    // refused when another process holds it, so that two nodes of one name do not share a file.
    // The lock ends with this object or with the process, however it ends.
    static Result<std::unique_ptr<DirectoryFiles>> open(const std::string& path,
                                                        const std::string& node_name);

    Result<std::vector<std::byte>> read(const std::string& name) override;
    Result<> write(const std::string& name, std::span<const std::byte> bytes) override;
    Result<> sync(const std::string& name) override;
    Result<> rename(const std::string& from, const std::string& to) override;
    Result<> sync_directory() override;

private:
    DirectoryFiles(std::string path, UniqueFd directory, UniqueFd lock)
        : path_(std::move(path)), directory_(std::move(directory)), lock_(std::move(lock)) {}

    std::unexpected<Error> failed(const std::string& name, const char* what) const;

    std::string path_;
    UniqueFd directory_;
    UniqueFd lock_;
};

}  // namespace weir::wanted
