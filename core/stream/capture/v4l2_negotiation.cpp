#include "stream/capture/v4l2_negotiation.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace weir::capture {
namespace {

constexpr double fps_default = 30;
constexpr double fps_smooth = 25;
constexpr double area_default_max = 1280.0 * 720.0;

bool wished(const KnownFormat& format, Wish wish) {
    if (wish == Wish::mjpeg) return format.encoding == frame::Encoding::mjpeg;
    if (wish == Wish::yuyv) return format.fourcc == V4L2_PIX_FMT_YUYV;
    return true;
}

bool offered(std::span<const Offer> offers, const KnownFormat& format) {
    return std::ranges::find(offers, format.fourcc, &Offer::fourcc) != offers.end();
}

const KnownFormat* preferred(std::span<const Offer> offers, Wish wish) {
    for (const KnownFormat& format : known_formats())
        if (offered(offers, format) && wished(format, wish)) return &format;
    return nullptr;
}

double fps_asked(const Request& request, double otherwise) {
    return request.fps_n == 0 || request.fps_d == 0 ? otherwise
                                                    : fps({request.fps_n, request.fps_d});
}

Rate closest_rate(const std::vector<Rate>& rates, double wanted) {
    const auto distance = [&](Rate rate) { return std::abs(fps(rate) - wanted); };
    const auto best = std::ranges::min_element(rates, {}, distance);
    return best != rates.end() ? *best : Rate{};
}

double fastest_of(const std::vector<Rate>& rates) {
    double fastest = 0;
    for (const Rate rate : rates) fastest = std::max(fastest, fps(rate));
    return fastest;
}

// How far an offer is from what was asked: the tier first, then the figure; the smallest is best.
using Distance = std::pair<int, double>;

// The ratio of the areas and the difference in shape: 640x480 is nearer to 640x360 than to 480x640.
Distance distance_to_size(const Offer& offer, double width, double height) {
    const double wide = std::log(offer.width / width);
    const double high = std::log(offer.height / height);
    return {0, std::abs(wide + high) + std::abs(wide - high)};
}

Distance distance_to_default(const Offer& offer, double wanted_fps) {
    const double area = static_cast<double>(offer.width) * offer.height;
    const double fastest = fastest_of(offer.rates);
    const bool smooth = offer.rates.empty() || fastest > wanted_fps - 0.5;
    if (area <= area_default_max) return smooth ? Distance{0, -area} : Distance{1, -fastest};
    return smooth ? Distance{2, area} : Distance{3, -fastest};
}

Distance distance_to(const Offer& offer, const Request& request) {
    if (request.width != 0 && request.height != 0 && offer.width != 0)
        return distance_to_size(offer, request.width, request.height);
    return distance_to_default(offer, fps_asked(request, fps_smooth));
}

std::string names_of(std::span<const Offer> offers) {
    std::string names;
    for (const KnownFormat& format : known_formats())
        if (offered(offers, format))
            names += (names.empty() ? "" : ", ") + std::string(format.name);
    return names.empty() ? "nothing that weir can use" : names;
}

Result<v4l2_pix_format> set_format(const V4l2Handle& handle, const Choice& choice) {
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    format.fmt.pix.pixelformat = choice.fourcc;
    format.fmt.pix.width = choice.width;
    format.fmt.pix.height = choice.height;
    format.fmt.pix.field = V4L2_FIELD_ANY;
    if (const int outcome = handle.call(VIDIOC_S_FMT, format); outcome < 0)
        return v4l2_failure(handle.path(), "set the format of", outcome);
    return format.fmt.pix;
}

// Not every driver has a rate to set; what it says afterwards is the truth.
Rate set_rate(const V4l2Handle& handle, Rate wanted) {
    v4l2_streamparm parameters{};
    parameters.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (handle.call(VIDIOC_G_PARM, parameters) < 0) return {};
    auto& capture = parameters.parm.capture;
    if (wanted.n != 0 && (capture.capability & V4L2_CAP_TIMEPERFRAME) != 0) {
        const v4l2_fract before = capture.timeperframe;
        capture.timeperframe = {wanted.d, wanted.n};
        if (handle.call(VIDIOC_S_PARM, parameters) < 0) capture.timeperframe = before;
    }
    const auto [seconds, frames] = capture.timeperframe;
    return seconds == 0 || frames == 0 ? Rate{} : Rate{frames, seconds};
}

bool is_full_range(const v4l2_pix_format& format) {
    return format.priv == V4L2_PIX_FMT_PRIV_MAGIC &&
           format.quantization == V4L2_QUANTIZATION_FULL_RANGE;
}

std::uint16_t narrow(std::uint32_t value) {
    return static_cast<std::uint16_t>(std::min(value, 0xffffu));
}

// A rate as u16 over u16: 10000000/333333, as UVC says 30, is 30/1 within a hundredth of a percent.
Rate simple(Rate rate) {
    if (rate.d == 0) return {};
    for (std::uint32_t d : {1u, 2u, 1001u, 1000u}) {
        const double n = fps(rate) * d;
        const double whole = std::round(n);
        if (whole >= 1 && whole <= 0xffff && std::abs(n - whole) <= n * 1e-4)
            return {static_cast<std::uint32_t>(whole), d};
    }
    return rate.n <= 0xffff && rate.d <= 0xffff
               ? rate
               : Rate{static_cast<std::uint32_t>(std::clamp(fps(rate) * 100, 1.0, 65535.0)), 100};
}

}  // namespace

std::optional<Choice> choose(std::span<const Offer> offers, const Request& request) {
    const KnownFormat* format = preferred(offers, request.format);
    if (format == nullptr) return std::nullopt;
    const Offer* best = nullptr;
    for (const Offer& offer : offers) {
        if (offer.fourcc != format->fourcc) continue;
        if (best == nullptr || distance_to(offer, request) < distance_to(*best, request))
            best = &offer;
    }
    const bool sizeless = best->width == 0;
    const Rate asked{request.fps_n, request.fps_d};
    Rate rate = closest_rate(best->rates, fps_asked(request, fps_default));
    if (rate.n == 0 && asked.d != 0) rate = asked;
    return Choice{best->fourcc, sizeless ? 1280 : best->width, sizeless ? 720 : best->height, rate};
}

frame::StreamFormat Agreed::stream_format() const {
    const Rate wire = simple(rate);
    return {.encoding = format->encoding,
            .layout = format->layout,
            .origin = frame::Origin::device_native,
            .width = narrow(width),
            .height = narrow(height),
            .fps_n = narrow(wire.n),
            .fps_d = narrow(wire.d)};
}

Result<Agreed> negotiate(const V4l2Handle& handle, const Request& request) {
    const auto offers = list_offers(handle, request.width, request.height);
    const auto choice = choose(offers, request);
    if (!choice) {
        const bool any = request.format == Wish::automatic;
        return fail(Code::unsupported, handle.path() + " does not offer " +
                                           (any ? "a format that weir knows"
                                            : request.format == Wish::mjpeg ? "MJPEG"
                                                                            : "YUYV") +
                                           ", it offers " + names_of(offers) +
                                           (any ? "; try another camera" : "; try --format auto"));
    }
    const auto pixels = set_format(handle, *choice);
    if (!pixels) return std::unexpected(pixels.error());
    const KnownFormat* format = known_format(pixels->pixelformat);
    if (format == nullptr || pixels->width == 0 || pixels->height == 0)
        return fail(Code::unsupported, handle.path() + " answered " +
                                           known_format(choice->fourcc)->name.data() +
                                           " with a format that weir does not know; try --format");
    return Agreed{.format = format,
                  .width = pixels->width,
                  .height = pixels->height,
                  .stride = pixels->bytesperline,
                  .rate = set_rate(handle, choice->rate),
                  .full_range = is_full_range(*pixels)};
}

}  // namespace weir::capture
