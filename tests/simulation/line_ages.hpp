#pragma once
// How old the newest frame may be when it arrives: no older than its reader's line makes it.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <tuple>

#include "simulation/net.hpp"
#include "simulation/pictures.hpp"

namespace weir::sim {

// From the moment that a low-latency output is offered a frame until the frame has arrived, its
// reader's cable carries at most what the kernel may hold unsent, the frame whose sending had
// begun, and the frame itself; and it does not rest meanwhile. So a frame is never older than two
// transfer times and that of limits::notsent_lowat_bytes, however long the reader has been slow or
// stalled. Of readers that have their connection for one such output alone.
class LineAges {
public:
    using Expect = std::function<void(bool holds, const std::string& what)>;

    LineAges(const Events& events, Expect expect) : events_(events), expect_(std::move(expect)) {}

    // `frame_bytes_max`: of the largest frame of that stream.
    void follow(const std::string& reader, std::uint16_t stream_id, std::size_t frame_bytes_max,
                const Cable& cable);
    // The relay has got a frame and offered it.
    void offered(std::uint16_t stream_id, const Picture& picture);
    void arrived(const std::string& reader, std::uint16_t stream_id, const Picture& picture,
                 std::size_t bytes);
    // A process stood still: nothing can be said of the frames that were under way.
    void disturbed() { offered_.clear(); }

    std::uint64_t frames_checked() const { return frames_checked_; }

private:
    struct Line {
        std::string reader;
        std::uint16_t stream_id;
        std::size_t frame_bytes_max;
        const Cable* cable;
    };
    struct Offer {
        std::uint64_t carried;  // by the cable so far
        Duration rested;
        std::uint64_t connections;
    };
    using Key = std::tuple<std::string, std::uint64_t, std::uint32_t>;

    const Events& events_;
    Expect expect_;
    std::vector<Line> lines_;
    std::map<Key, Offer> offered_;  // by reader, source and number
    std::uint64_t frames_checked_ = 0;
};

}  // namespace weir::sim
