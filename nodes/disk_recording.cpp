#include "nodes/disk_recording.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string_view>
#include <utility>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "nodes/recorder.hpp"

namespace weir::nodes {
namespace {

// So often the disk is asked whether it has room left.
constexpr std::uint64_t bytes_between_looks = 4u << 20;
constexpr auto stall_max = std::chrono::seconds(20);
constexpr ::mode_t folder_mode = 0775;
constexpr ::mode_t file_mode = 0664;

std::unexpected<Error> trouble(const std::string& name, const char* what) {
    const int problem = errno;
    return fail(problem == ENOTDIR || problem == ELOOP ? Code::refused : Code::os_failure,
                name + ": " + what + " (" + errno_name(problem) + ")", problem);
}

Result<UniqueFd> open_folder(int at, const std::string& name, const std::string& shown) {
    if (::mkdirat(at, name.c_str(), folder_mode) != 0 && errno != EEXIST)
        return trouble(shown, "the folder cannot be made");
    // A link is no folder here: it could lead anywhere.
    UniqueFd opened(::openat(at, name.c_str(), O_DIRECTORY | O_NOFOLLOW | O_RDONLY | O_CLOEXEC));
    if (opened.get() < 0) return trouble(shown, "is no folder of its own; remove what is there");
    return opened;
}

// "door-2.mkv", the second of its name.
std::string numbered(const std::string& name, unsigned part) {
    if (part == 1) return name;
    const auto dot = name.rfind('.');
    return name.substr(0, dot) + "-" + std::to_string(part) + name.substr(dot);
}

Result<> has_room(int fd, const std::string& name) {
    struct statvfs disk{};
    if (::fstatvfs(fd, &disk) != 0) return trouble(name, "its disk does not answer");
    const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    if (free >= limits::sink_free_bytes_min) return {};
    return fail(Code::limit_exceeded,
                name + ": the disk is full but for " + std::to_string(free >> 20) + " MiB, and " +
                    std::to_string(limits::sink_free_bytes_min >> 20) +
                    " are left for others; make room, or stop the recording",
                ENOSPC);
}

class DiskRecording final : public resource::Recording {
public:
    DiskRecording(NewFile file, const frame::StreamFormat& format, std::vector<std::string> command)
        : file_(std::move(file)), recorder_(format, std::move(command), stall_max) {}

    ~DiskRecording() override {
        struct stat now{};
        const bool empty = ::fstat(file_.fd.get(), &now) == 0 && now.st_size == 0;
        if (empty) ::unlink(file_.name.c_str());
    }

    Result<> write(const frame::Frame& frame) override {
        if (unchecked_bytes_ >= bytes_between_looks) {
            if (auto room = has_room(file_.fd.get(), file_.name); !room) return room;
            unchecked_bytes_ = 0;
        }
        unchecked_bytes_ += frame.size();
        return named(recorder_.write(frame));
    }

    Result<> finish() override { return named(recorder_.finish()); }

private:
    Result<> named(Result<> outcome) const {
        if (!outcome) outcome.error().what = file_.name + ": " + outcome.error().what;
        return outcome;
    }

    NewFile file_;
    Recorder recorder_;
    std::uint64_t unchecked_bytes_ = 0;
};

}  // namespace

Result<NewFile> make_file_below(const std::string& folder, const std::string& path) {
    UniqueFd at(::open(folder.c_str(), O_DIRECTORY | O_RDONLY | O_CLOEXEC));
    if (at.get() < 0) return trouble(folder, "the folder for recordings cannot be opened");
    std::string shown = folder;
    std::size_t begin = 0;
    for (auto end = path.find('/'); end != std::string::npos; end = path.find('/', begin)) {
        const std::string part = path.substr(begin, end - begin);
        shown += "/" + part;
        if (part.empty() || part == "." || part == "..")
            return fail(Code::refused, shown + ": leads elsewhere; name folders and a file");
        auto inner = open_folder(at.get(), part, shown);
        if (!inner) return std::unexpected(inner.error());
        at = std::move(*inner);
        begin = end + 1;
    }
    const std::string name = path.substr(begin);
    if (name.empty() || name == "." || name == ".." || name.find('.') == std::string::npos)
        return fail(Code::refused, folder + "/" + path + ": names no file; example: door.mkv");
    for (unsigned part = 1; part <= limits::sink_parts_max; ++part) {
        const std::string free = numbered(name, part);
        UniqueFd fd(::openat(at.get(), free.c_str(),
                             O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, file_mode));
        if (fd.get() >= 0) return NewFile{shown + "/" + free, std::move(fd)};
        if (errno != EEXIST) return trouble(shown + "/" + free, "the file cannot be made");
    }
    return fail(Code::limit_exceeded, shown + "/" + name + ": there are " +
                                          std::to_string(limits::sink_parts_max) +
                                          " files of that name; move some away");
}

resource::OpenRecording open_recording(const std::string& folder) {
    return [folder](
               const std::string& path,
               const frame::StreamFormat& format) -> Result<std::unique_ptr<resource::Recording>> {
        if (folder.empty())
            return fail(Code::unsupported,
                        path +
                            ": this node has no folder for recordings any more; start it with "
                            "--sink-dir DIR, or stop the recording");
        // Before a file is made that nothing can be written to.
        if (auto possible = record_command(format, path, true); !possible)
            return std::unexpected(possible.error());
        auto file = make_file_below(folder, path);
        if (!file) return std::unexpected(file.error());
        auto command = record_command(format, file->name, true);
        if (!command) return std::unexpected(command.error());
        const std::string name = file->name;
        const int fd = file->fd.get();
        auto recording =
            std::make_unique<DiskRecording>(std::move(*file), format, std::move(*command));
        if (auto room = has_room(fd, name); !room) return std::unexpected(room.error());
        log::info("resource", "recording begins", {{"file", name}});
        return recording;
    };
}

}  // namespace weir::nodes
