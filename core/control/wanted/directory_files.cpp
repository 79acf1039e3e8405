#include "control/wanted/directory_files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "base/limits.hpp"

namespace weir::wanted {

std::string file_name_of(std::string_view node_name) {
    std::string name;
    for (const char c : node_name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (plain) {
            name += c;
            continue;
        }
        std::array<char, 4> code{};
        std::snprintf(code.data(), code.size(), "%%%02X", static_cast<unsigned char>(c));
        name += code.data();
    }
    return name;
}

Result<std::unique_ptr<DirectoryFiles>> DirectoryFiles::open(const std::string& path,
                                                             const std::string& node_name) {
    const auto trouble = [&](const char* what, int os_errno) {
        return fail(Code::os_failure,
                    "state directory " + path + ": " + what + " (" + errno_name(os_errno) +
                        "); choose another one with --state-dir",
                    os_errno);
    };
    std::error_code problem;
    if (std::filesystem::create_directories(path, problem))
        std::filesystem::permissions(path, std::filesystem::perms::owner_all, problem);
    if (problem) return trouble("cannot be made", problem.value());
    UniqueFd directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory) return trouble("cannot be opened", errno);

    const std::string name = file_name_of(node_name) + ".lock";
    UniqueFd lock(::openat(directory.get(), name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock) return trouble("is not writable", errno);
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return trouble("cannot be locked", errno);
        return fail(Code::refused, "state directory " + path + ": another node named " + node_name +
                                       " is using it; stop that one, or start this one with "
                                       "another --name or --state-dir");
    }
    return std::unique_ptr<DirectoryFiles>(
        new DirectoryFiles(path, std::move(directory), std::move(lock)));
}

Result<std::vector<std::byte>> DirectoryFiles::read(const std::string& name) {
    const UniqueFd file(::openat(directory_.get(), name.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file && errno == ENOENT) return fail(Code::not_found, path_ + "/" + name + ": not there");
    if (!file) return failed(name, "cannot be opened");

    std::vector<std::byte> bytes;
    std::array<std::byte, 65536> part{};
    for (;;) {
        const ssize_t size = ::read(file.get(), part.data(), part.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return failed(name, "cannot be read");
        if (size == 0) return bytes;
        bytes.insert(bytes.end(), part.begin(), part.begin() + size);
        if (bytes.size() > limits::wanted_file_bytes_max)
            return fail(Code::limit_exceeded, path_ + "/" + name + ": larger than " +
                                                  std::to_string(limits::wanted_file_bytes_max) +
                                                  " bytes, so it is none of ours");
    }
}

Result<> DirectoryFiles::write(const std::string& name, std::span<const std::byte> bytes) {
    const UniqueFd file(
        ::openat(directory_.get(), name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file) return failed(name, "cannot be created");
    while (!bytes.empty()) {
        const ssize_t size = ::write(file.get(), bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return failed(name, "cannot be written");
        bytes = bytes.subspan(static_cast<std::size_t>(size));
    }
    return {};
}

Result<> DirectoryFiles::sync(const std::string& name) {
    const UniqueFd file(::openat(directory_.get(), name.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file || ::fsync(file.get()) != 0) return failed(name, "cannot be synced");
    return {};
}

Result<> DirectoryFiles::rename(const std::string& from, const std::string& to) {
    if (::renameat(directory_.get(), from.c_str(), directory_.get(), to.c_str()) != 0)
        return failed(to, "cannot be replaced");
    return {};
}

Result<> DirectoryFiles::sync_directory() {
    if (::fsync(directory_.get()) != 0) return failed(".", "cannot be synced");
    return {};
}

std::unexpected<Error> DirectoryFiles::failed(const std::string& name, const char* what) const {
    const int os_errno = errno;
    return fail(Code::os_failure,
                path_ + "/" + name + ": " + what + " (" + errno_name(os_errno) + ")", os_errno);
}

}  // namespace weir::wanted
