#include "stream/capture/media_probe.hpp"

#include <initializer_list>
#include <numeric>
#include <utility>

#include "base/number.hpp"

namespace weir::capture {
namespace {

std::uint32_t number_in(std::string_view text) {
    std::uint32_t value = 0;
    return whole_number(text, value) ? value : 0;
}

std::uint16_t side_in(std::string_view text) {
    const std::uint32_t value = number_in(text);
    return static_cast<std::uint16_t>(value <= 0xffff ? value : 0);
}

// "30000/1001". Variable rates can be odd fractions beyond 16 bits; their meaning survives.
void read_rate(std::string_view text, MediaFacts& facts) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return;
    std::uint32_t n = number_in(text.substr(0, slash));
    std::uint32_t d = number_in(text.substr(slash + 1));
    if (const std::uint32_t common = std::gcd(n, d); common > 1) n /= common, d /= common;
    while (n > 0xffff || d > 0xffff) n /= 2, d /= 2;
    if (n == 0 || d == 0) return;
    facts.fps_n = static_cast<std::uint16_t>(n);
    facts.fps_d = static_cast<std::uint16_t>(d);
}

void append(std::vector<std::string>& to, std::initializer_list<const char*> arguments) {
    to.insert(to.end(), arguments.begin(), arguments.end());
}

// The file protocol by name, and nothing else: a path is never taken for an option or an address,
// and a playlist cannot make ffmpeg fetch what it names.
void append_input(std::vector<std::string>& to, const std::string& path) {
    append(to, {"-protocol_whitelist", "file"});
    to.emplace_back("-i");
    to.push_back("file:" + path);
}

}  // namespace

std::vector<std::string> probe_arguments(const std::string& path) {
    // Plain key=value lines: every value asked for is a word or a number.
    std::vector<std::string> arguments{"ffprobe",
                                       "-hide_banner",
                                       "-loglevel",
                                       "error",
                                       "-select_streams",
                                       "V:0",
                                       "-of",
                                       "default=noprint_wrappers=1",
                                       "-show_entries",
                                       "stream=codec_name,width,height,avg_frame_rate"};
    append_input(arguments, path);
    return arguments;
}

Result<MediaFacts> read_probe(std::string_view printed, const std::string& path) {
    MediaFacts facts;
    while (!printed.empty()) {
        const auto cut = printed.find('\n');
        const auto line = printed.substr(0, cut);
        printed = cut == std::string_view::npos ? std::string_view{} : printed.substr(cut + 1);
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        const auto key = line.substr(0, equals);
        const auto value = line.substr(equals + 1);
        if (key == "codec_name") facts.codec = value;
        if (key == "width") facts.width = side_in(value);
        if (key == "height") facts.height = side_in(value);
        if (key == "avg_frame_rate") read_rate(value, facts);
    }
    if (facts.codec.empty() || facts.width == 0 || facts.height == 0)
        return fail(Code::unsupported,
                    path + " holds no video that ffmpeg can read; try another file");
    return facts;
}

Preset preset_for(const MediaFacts& facts, const std::string& path, bool realtime) {
    std::vector<std::string> arguments{"ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin"};
    if (realtime) arguments.emplace_back("-re");
    append_input(arguments, path);
    append(arguments, {"-map", "0:V:0"});
    const auto finish = [&](frame::Encoding encoding, Cut cut,
                            std::initializer_list<const char*> how) {
        append(arguments, how);
        arguments.emplace_back("pipe:1");
        return Preset{encoding, cut, std::move(arguments)};
    };
    // The delimiter makes every access unit begin with a byte sequence that nothing else has.
    if (facts.codec == "h264")
        return finish(
            frame::Encoding::h264, Cut::h264,
            {"-c", "copy", "-bsf:v", "h264_mp4toannexb,h264_metadata=aud=insert", "-f", "h264"});
    if (facts.codec == "hevc")
        return finish(
            frame::Encoding::h265, Cut::h265,
            {"-c", "copy", "-bsf:v", "hevc_mp4toannexb,hevc_metadata=aud=insert", "-f", "hevc"});
    if (facts.codec == "mjpeg")
        return finish(frame::Encoding::mjpeg, Cut::multipart,
                      {"-c", "copy", "-f", "mpjpeg", "-boundary_tag", multipart_boundary.data()});
    // Passthrough: each picture of the source once, whatever its timestamps say.
    return finish(frame::Encoding::mjpeg, Cut::multipart,
                  {"-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-fps_mode", "passthrough",
                   "-f", "mpjpeg", "-boundary_tag", multipart_boundary.data()});
}

}  // namespace weir::capture
