#include "control/report/history.hpp"

#include <algorithm>
#include <utility>

#include "wire/utf8.hpp"

namespace weir::report {
namespace {

constexpr std::size_t size_prefix_bytes = 2;   // before each element of a list
constexpr std::size_t list_count_max = 65535;  // list16
// Resources, streams, outputs and peers, and one that none of them has.
constexpr std::size_t shares = 5;

std::string key_of(gen::EventSubject subject, const std::string& name) {
    return static_cast<char>(subject) + name;
}

}  // namespace

void History::add(std::uint64_t at, Happening happening) {
    gen::NodeEvent event;
    event.at = at;
    event.subject = happening.subject;
    event.name = std::move(happening.name);
    event.after = std::move(happening.after);
    event.detail = std::move(happening.detail);
    for (std::string* text : {&event.name, &event.after, &event.detail})
        text->resize(wire::clip(*text, limits::text_bytes_max).size());

    const std::string key = key_of(event.subject, event.name);
    const gen::NodeEvent* told = newest(key);
    if (told != nullptr && told->after == event.after && told->detail == event.detail) return;
    event.before = happening.before  ? std::move(*happening.before)
                   : told == nullptr ? std::string{}
                                     : told->after;
    event.number = ++last_;
    newest_[key] = event.number;
    const auto subject = event.subject;
    events_.push_back(std::move(event));
    if (++counts_[subject] > room_of(subject))
        forget(std::ranges::find(events_, subject, &gen::NodeEvent::subject));
    if (events_.size() > events_max_) forget(events_.begin());
}

const gen::NodeEvent* History::newest(const std::string& key) const {
    const auto known = newest_.find(key);
    if (known == newest_.end()) return nullptr;
    return &*std::ranges::lower_bound(events_, known->second, {}, &gen::NodeEvent::number);
}

std::size_t History::room_of(gen::EventSubject subject) const {
    const bool ours = subject == gen::EventSubject::wanted || subject == gen::EventSubject::node;
    return ours ? events_max_ : events_max_ / shares;
}

void History::forget(std::deque<gen::NodeEvent>::iterator oldest) {
    const auto known = newest_.find(key_of(oldest->subject, oldest->name));
    if (known != newest_.end() && known->second == oldest->number) newest_.erase(known);
    --counts_[oldest->subject];
    events_.erase(oldest);
}

std::vector<gen::NodeEvent> History::after(std::uint64_t number, std::size_t room) const {
    std::vector<gen::NodeEvent> told;
    auto at = std::ranges::upper_bound(events_, number, {}, &gen::NodeEvent::number);
    for (; at != events_.end() && told.size() < list_count_max; ++at) {
        const std::size_t size = size_prefix_bytes + at->encoded_size();
        if (size > room) break;
        room -= size;
        told.push_back(*at);
    }
    return told;
}

}  // namespace weir::report
