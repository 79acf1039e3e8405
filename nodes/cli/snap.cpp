// weir snap: one picture of a stream as a file.

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string_view>

#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/local_files.hpp"
#include "nodes/reader.hpp"

namespace weir::nodes::cli {
namespace {

class Snap final : public FrameConsumer {
public:
    explicit Snap(std::string file) : file_(std::move(file)) {}

    // A picture that is a file by itself; others would have to be decoded first.
    Result<> on_format(const frame::StreamFormat& format) override {
        constexpr std::array has{frame::Encoding::mjpeg};
        return readable(format, "weir snap", has, "weir record writes others");
    }

    void on_frame(frame::FrameRef frame) override {
        if (done_) return;
        done_ = true;
        const std::string picture(reinterpret_cast<const char*>(frame->payload().data()),
                                  frame->size());
        if (file_ != "-") {
            written_ = write_whole_file(file_, picture);
        } else if (std::fwrite(picture.data(), 1, picture.size(), stdout) != picture.size() ||
                   std::fflush(stdout) != 0) {
            written_ =
                fail(Code::os_failure, "standard output cannot be written; is its reader there?");
        }
        bytes_ = picture.size();
    }

    const Result<>& written() const { return written_; }
    std::size_t bytes() const { return bytes_; }

private:
    std::string file_;
    Result<> written_ = fail(Code::timed_out, "no picture came in time; --wait gives it longer");
    std::size_t bytes_ = 0;
    bool done_ = false;
};

}  // namespace

int run_snap(const SnapOptions& options) {
    if (options.reader.output == "-" && isatty(STDOUT_FILENO) != 0)
        return failed({Code::bad_request,
                       "standard output is a terminal, and a picture is binary; name a file with "
                       "-O, or pipe it"});
    Snap snap(options.reader.output);
    ReaderOptions reading = options.reader;
    reading.frames = 1;
    Reader reader(reading, snap);
    const int code = reader.run();
    if (code != exit_ok) return code;
    if (!snap.written()) return failed(snap.written().error());
    if (options.reader.output != "-")
        note(options.reader.output + ": " + std::to_string(snap.bytes()) + " bytes");
    return exit_ok;
}

}  // namespace weir::nodes::cli
