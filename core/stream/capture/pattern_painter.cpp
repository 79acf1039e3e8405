#include "stream/capture/pattern_painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/assert.hpp"
#include "stream/frame/picture_number.hpp"

namespace weir::capture {
namespace {

using Colour = std::array<std::uint8_t, 3>;  // Y, U, V

constexpr std::uint32_t code_rows = frame::picture_number_height;
constexpr std::uint8_t paper = 24;
constexpr Colour black{16, 128, 128};
constexpr Colour panel_colour{paper, 138, 122};
constexpr Colour ball_colour{250, 96, 146};

// 75 % bars of BT.601 in full range: white, yellow, cyan, green, magenta, red, blue.
constexpr std::array<Colour, 7> bars{{{191, 128, 128},
                                      {169, 32, 143},
                                      {134, 160, 32},
                                      {112, 65, 48},
                                      {79, 191, 208},
                                      {57, 96, 223},
                                      {22, 223, 113}}};

std::uint32_t even(std::uint32_t value) {
    return value & ~1u;
}

// Back and forth between 0 and span, one step a picture.
std::uint32_t bounce(std::uint64_t step, std::uint32_t span) {
    if (span == 0) return 0;
    const auto phase = static_cast<std::uint32_t>(step % (2ull * span));
    return phase < span ? phase : 2 * span - phase;
}

std::byte blend(std::byte below, std::uint8_t above, std::uint8_t cover) {
    const int under = std::to_integer<int>(below);
    return static_cast<std::byte>(under + (above - under) * cover / 255);
}

std::string clock_text(std::uint64_t unix_us) {
    const auto ms = static_cast<unsigned>(unix_us / 1000 % 86'400'000);
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%02u:%02u:%02u.%03u", ms / 3'600'000, ms / 60'000 % 60,
                  ms / 1000 % 60, ms % 1000);
    return text.data();
}

}  // namespace

PatternPainter::PatternPainter(std::uint32_t width, std::uint32_t height, std::string_view label)
    : width_(width),
      height_(height),
      half_width_((width + 1) / 2),
      bars_end_(even(height * 3 / 5)),
      panel_(even(height * 2 / 3)),
      ball_side_(std::min(height / 6, width / 6) & ~3u),
      // 22 letters and some air must fit the width
      digits_(std::min(height / 7, width / 18), 235, paper),
      letters_(std::min(height / 18, width / 30), 170, paper) {
    WEIR_ASSERT(width >= 64 && height >= 64);
    const std::size_t chroma = std::size_t{half_width_} * ((height + 1) / 2);
    still_ = {std::vector<std::byte>(std::size_t{width} * height), std::vector<std::byte>(chroma),
              std::vector<std::byte>(chroma)};
    draw_still(label);
    prepare_ball();
    canvas_ = still_;
    picture_ = {.layout = frame::PictureLayout::yuv420p,
                .width = width,
                .height = height,
                .planes = {frame::Plane{canvas_.luma, width_}, frame::Plane{canvas_.u, half_width_},
                           frame::Plane{canvas_.v, half_width_}},
                .full_range = true};
}

const frame::Picture& PatternPainter::paint(std::uint32_t number, std::uint64_t captured_us) {
    restore(dirty_);
    dirty_ = ball_at(number);
    draw_ball(dirty_);
    draw_sweep(captured_us);
    draw_text(number, captured_us);
    frame::write_picture_number(canvas_.luma, {.stride = width_},
                                {number, static_cast<std::uint32_t>(captured_us / 1000)});
    picture_.sequence = number;
    picture_.captured_us = captured_us;
    return picture_;
}

// x, y and width are even, so chroma covers the same pixels.
void PatternPainter::fill(const Area& area, Colour colour) {
    for (std::uint32_t y = area.y; y < area.y + area.height; ++y)
        std::fill_n(still_.luma.data() + std::size_t{y} * width_ + area.x, area.width,
                    std::byte{colour[0]});
    for (std::uint32_t y = area.y / 2; y < (area.y + area.height + 1) / 2; ++y) {
        const std::size_t start = std::size_t{y} * half_width_ + area.x / 2;
        std::fill_n(still_.u.data() + start, (area.width + 1) / 2, std::byte{colour[1]});
        std::fill_n(still_.v.data() + start, (area.width + 1) / 2, std::byte{colour[2]});
    }
}

void PatternPainter::draw_still(std::string_view label) {
    fill({0, 0, width_, code_rows}, black);
    for (std::uint32_t i = 0; i < bars.size(); ++i) {
        const std::uint32_t from = even(width_ * i / 7);
        const std::uint32_t to = i == 6 ? width_ : even(width_ * (i + 1) / 7);
        fill({from, code_rows, to - from, bars_end_ - code_rows}, bars[i]);
    }
    draw_ramp({0, bars_end_, width_, panel_ - bars_end_});
    fill({0, panel_, width_, height_ - panel_}, panel_colour);
    const std::uint32_t margin = letters_.height() / 2;
    letters_.write(still_.luma, width_, margin, height_ - letters_.height() - margin, label);
}

void PatternPainter::draw_ramp(const Area& area) {
    fill(area, black);
    for (std::uint32_t y = area.y; y < area.y + area.height; ++y)
        for (std::uint32_t x = 0; x < width_; ++x)
            still_.luma[std::size_t{y} * width_ + x] =
                static_cast<std::byte>(std::uint64_t{x} * 255 / (width_ - 1));
}

void PatternPainter::prepare_ball() {
    const auto cover_at = [](float x, float y, float radius) {
        const float inside = radius - 1 - std::hypot(x - radius, y - radius);
        return static_cast<std::uint8_t>(255 * std::clamp(inside + 0.5f, 0.0f, 1.0f));
    };
    const std::uint32_t half = ball_side_ / 2;
    for (std::uint32_t y = 0; y < ball_side_; ++y)
        for (std::uint32_t x = 0; x < ball_side_; ++x)
            ball_cover_.push_back(cover_at(static_cast<float>(x) + 0.5f,
                                           static_cast<float>(y) + 0.5f, static_cast<float>(half)));
    for (std::uint32_t y = 0; y < half; ++y)
        for (std::uint32_t x = 0; x < half; ++x)
            ball_chroma_.push_back(ball_cover_[std::size_t{2 * y} * ball_side_ + 2 * x]);
}

PatternPainter::Area PatternPainter::ball_at(std::uint32_t number) const {
    const std::uint32_t room_x = width_ - ball_side_;
    const std::uint32_t room_y =
        bars_end_ > code_rows + ball_side_ ? bars_end_ - code_rows - ball_side_ : 0;
    if (room_y == 0) return {};
    // Two pixels a step keep the ball on whole chroma samples.
    return {even(bounce(number * 6ull, room_x)), even(code_rows + bounce(number * 4ull, room_y)),
            ball_side_, ball_side_};
}

void PatternPainter::restore(const Area& area) {
    for (std::uint32_t y = area.y; y < area.y + area.height; ++y) {
        const std::size_t start = std::size_t{y} * width_ + area.x;
        std::copy_n(still_.luma.data() + start, area.width, canvas_.luma.data() + start);
    }
    for (std::uint32_t y = area.y / 2; y < (area.y + area.height) / 2; ++y) {
        const std::size_t start = std::size_t{y} * half_width_ + area.x / 2;
        std::copy_n(still_.u.data() + start, area.width / 2, canvas_.u.data() + start);
        std::copy_n(still_.v.data() + start, area.width / 2, canvas_.v.data() + start);
    }
}

void PatternPainter::draw_ball(const Area& area) {
    for (std::uint32_t y = 0; y < area.height; ++y) {
        std::byte* luma = canvas_.luma.data() + std::size_t{area.y + y} * width_ + area.x;
        const std::uint8_t* cover = ball_cover_.data() + std::size_t{y} * ball_side_;
        for (std::uint32_t x = 0; x < area.width; ++x)
            luma[x] = blend(luma[x], ball_colour[0], cover[x]);
    }
    const std::uint32_t half = area.width / 2;
    for (std::uint32_t y = 0; y < area.height / 2; ++y) {
        const std::size_t start = std::size_t{area.y / 2 + y} * half_width_ + area.x / 2;
        const std::uint8_t* cover = ball_chroma_.data() + std::size_t{y} * half;
        for (std::uint32_t x = 0; x < half; ++x) {
            canvas_.u[start + x] = blend(canvas_.u[start + x], ball_colour[1], cover[x]);
            canvas_.v[start + x] = blend(canvas_.v[start + x], ball_colour[2], cover[x]);
        }
    }
}

// A mark that runs over the ramp once a second: a picture that came late shows as a jump.
void PatternPainter::draw_sweep(std::uint64_t captured_us) {
    const std::uint32_t side = std::max(4u, width_ / 80);
    const auto x =
        static_cast<std::uint32_t>((width_ - side) * (captured_us % 1'000'000) / 1'000'000);
    const std::uint32_t middle = (bars_end_ + panel_) / 2;
    const std::byte mark{x < width_ / 2 ? std::uint8_t{255} : std::uint8_t{0}};
    for (std::uint32_t y = bars_end_; y < panel_; ++y) {
        const std::size_t row = std::size_t{y} * width_;
        std::copy_n(still_.luma.data() + row, width_, canvas_.luma.data() + row);
        if (y > middle) std::fill_n(canvas_.luma.data() + row + x, side, mark);
    }
}

void PatternPainter::draw_text(std::uint32_t number, std::uint64_t captured_us) {
    std::array<char, 16> counter{};
    std::snprintf(counter.data(), counter.size(), "%08u", number);
    const std::string clock = clock_text(captured_us);
    const std::uint32_t margin = digits_.advance() / 4;
    const std::uint32_t y = panel_ + (height_ - panel_ - letters_.height() - digits_.height()) / 3;
    const std::uint32_t clock_width = digits_.advance() * static_cast<std::uint32_t>(clock.size());
    digits_.write(canvas_.luma, width_, margin, y, counter.data());
    if (clock_width + margin < width_)
        digits_.write(canvas_.luma, width_, width_ - clock_width - margin, y, clock);
}

}  // namespace weir::capture
