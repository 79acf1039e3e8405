#pragma once
// Draws the moving test picture: colour bars, a bouncing ball, a counter and a clock for people,
// the number and the time once more in blocks for machines.

#include <cstdint>
#include <string>
#include <vector>

#include "stream/capture/stroke_font.hpp"
#include "stream/frame/picture.hpp"

namespace weir::capture {

// What never changes is drawn once; a picture costs only what moved since the last. The picture is
// a pure function of its number and time. Not thread-safe.
class PatternPainter {
public:
    // At least 64 x 64. Pictures under 640 pixels wide carry no number for machines. `label` stands
    // in a corner: the size and the rate.
    PatternPainter(std::uint32_t width, std::uint32_t height, std::string_view label);

    // Full range YUV 4:2:0, valid until the next call.
    const frame::Picture& paint(std::uint32_t number, std::uint64_t captured_us);

private:
    struct Canvas {
        std::vector<std::byte> luma;
        std::vector<std::byte> u;
        std::vector<std::byte> v;
    };
    struct Area {
        std::uint32_t x;
        std::uint32_t y;
        std::uint32_t width;
        std::uint32_t height;
    };

    void fill(const Area& area, std::array<std::uint8_t, 3> colour);
    void draw_still(std::string_view label);
    void draw_ramp(const Area& area);
    void prepare_ball();
    Area ball_at(std::uint32_t number) const;
    void restore(const Area& area);
    void draw_ball(const Area& area);
    void draw_text(std::uint32_t number, std::uint64_t captured_us);
    void draw_sweep(std::uint64_t captured_us);

    std::uint32_t width_;
    std::uint32_t height_;
    std::uint32_t half_width_;
    std::uint32_t bars_end_;   // y where the colour bars end
    std::uint32_t panel_;      // y where the panel with the text begins
    std::uint32_t ball_side_;  // pixels, a multiple of 4
    StrokeFont digits_;
    StrokeFont letters_;
    std::vector<std::uint8_t> ball_cover_;   // ball_side_ squared, 0 to 255
    std::vector<std::uint8_t> ball_chroma_;  // half of it each way
    Canvas still_;
    Canvas canvas_;
    Area dirty_{};
    frame::Picture picture_;
};

}  // namespace weir::capture
