#include "stream/capture/stroke_font.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace weir::capture {
namespace {

struct Glyph {
    char letter;
    // Points as pairs of digits on a grid of 5 x 7, joined by lines; a blank lifts the pen.
    std::string_view strokes;
};

constexpr std::array glyphs = std::to_array<Glyph>({
    {'0', "103041453616050110"},
    {'1', "112026 1636"},
    {'2', "01103041420646"},
    {'3', "0110304142334445361605 2333"},
    {'4', "300444 3036"},
    {'5', "4000023243453606"},
    {'6', "30100105163645443303"},
    {'7', "004026"},
    {'8', "103041423313020110 1304051636454433"},
    {'9', "16364541301001021343"},
    {':', "2222 2525"},
    {'.', "2626"},
    {'/', "4006"},
    {'W', "0016233640"},
    {'E', "40000646 0333"},
    {'I', "1030 2026 1636"},
    {'R', "06003041423303 2346"},
    {'U', "000516364540"},
    {'T', "0040 2026"},
    {'C', "4130100105163645"},
    {'F', "400006 0333"},
    {'P', "06003041423303"},
    {'S', "413010010213334445361605"},
    {'X', "0046 4006"},
});

struct Point {
    float x;
    float y;
};

float distance_to_line(Point p, Point a, Point b) {
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float length = dx * dx + dy * dy;
    const float along = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    const float t = std::clamp(along, 0.0f, 1.0f);
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

Point point_at(std::string_view strokes, std::size_t i) {
    return {static_cast<float>(strokes[i] - '0'), static_cast<float>(strokes[i + 1] - '0')};
}

float distance_to(std::string_view strokes, Point p) {
    float nearest = 100;
    for (std::size_t i = 0; i + 3 < strokes.size(); i += 2) {
        if (strokes[i + 2] == ' ') {
            ++i;  // and over the last point of this stroke, by the loop
            continue;
        }
        nearest =
            std::min(nearest, distance_to_line(p, point_at(strokes, i), point_at(strokes, i + 2)));
    }
    return nearest;
}

}  // namespace

StrokeFont::StrokeFont(std::uint32_t height, std::uint8_t ink, std::uint8_t paper)
    : height_(std::max(height, 8u)),
      advance_(std::max(height, 8u) * 3 / 4),
      ink_(ink),
      paper_(paper) {
    for (const Glyph& glyph : glyphs) tiles_.push_back(draw(glyph.strokes));
    tiles_.push_back(draw({}));
}

StrokeFont::Tile StrokeFont::draw(std::string_view strokes) const {
    constexpr float pen = 0.42f;  // half the width of a line, in grid units
    const float unit = static_cast<float>(height_) / 8;
    Tile tile(std::size_t{advance_} * height_);
    for (std::uint32_t y = 0; y < height_; ++y) {
        for (std::uint32_t x = 0; x < advance_; ++x) {
            const Point p{(static_cast<float>(x) + 0.5f) / unit - 1,
                          (static_cast<float>(y) + 0.5f) / unit - 1};
            const float inside = (pen - distance_to(strokes, p)) * unit + 0.5f;
            const float cover = std::clamp(inside, 0.0f, 1.0f);
            const float grey = static_cast<float>(paper_) +
                               cover * (static_cast<float>(ink_) - static_cast<float>(paper_));
            tile[std::size_t{y} * advance_ + x] = static_cast<std::byte>(std::lround(grey));
        }
    }
    return tile;
}

void StrokeFont::write(std::span<std::byte> plane, std::size_t stride, std::uint32_t x,
                       std::uint32_t y, std::string_view text) const {
    for (const char letter : text) {
        if (x + advance_ > stride || (std::size_t{y} + height_) * stride > plane.size()) return;
        const auto glyph = std::ranges::find(glyphs, letter, &Glyph::letter);
        const Tile& tile = tiles_[static_cast<std::size_t>(glyph - glyphs.begin())];
        for (std::uint32_t row = 0; row < height_; ++row)
            std::copy_n(tile.data() + std::size_t{row} * advance_, advance_,
                        plane.data() + (std::size_t{y} + row) * stride + x);
        x += advance_;
    }
}

}  // namespace weir::capture
