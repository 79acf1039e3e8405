// Generated from codegen/tests/zoo/animals.yaml by codegen. Do not edit.
#include "zoo/animals.hpp"

namespace weir::zoo {

std::string_view name(Status value) {
    switch (value) {
        case Status::ok: return "ok";
        case Status::error: return "error";
    }
    return {};
}

template <>
std::optional<Status> from_name(std::string_view name) {
    if (name == "ok") return Status::ok;
    if (name == "error") return Status::error;
    return std::nullopt;
}

std::string_view name(Species value) {
    switch (value) {
        case Species::fish: return "fish";
        case Species::bird: return "bird";
        case Species::on: return "on";
    }
    return {};
}

template <>
std::optional<Species> from_name(std::string_view name) {
    if (name == "fish") return Species::fish;
    if (name == "bird") return Species::bird;
    if (name == "on") return Species::on;
    return std::nullopt;
}

std::string_view name(Mood value) {
    switch (value) {
        case Mood::calm: return "calm";
        case Mood::angry: return "angry";
    }
    return {};
}

bool is_known(Mood value) {
    return !name(value).empty();
}

template <>
std::optional<Mood> from_name(std::string_view name) {
    if (name == "calm") return Mood::calm;
    if (name == "angry") return Mood::angry;
    return std::nullopt;
}

std::string_view name(Skills value) {
    switch (value) {
        case Skills::swims: return "swims";
        case Skills::flies: return "flies";
    }
    return {};
}

template <>
std::optional<Skills> from_name(std::string_view name) {
    if (name == "swims") return Skills::swims;
    if (name == "flies") return Skills::flies;
    return std::nullopt;
}

Refusal Refusal::View::own() const {
    Refusal out;
    out.reason = reason;
    return out;
}

Decoded<Refusal> Refusal::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Refusal::encoded_size() const {
    std::size_t size_ = 1;
    size_ += wire::clip(reason, 255).size();
    return size_;
}

Point Point::View::own() const {
    Point out;
    out.x = x;
    out.y = y;
    return out;
}

Decoded<Point> Point::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

Fish Fish::View::own() const {
    Fish out;
    out.depth = depth;
    return out;
}

Decoded<Fish> Fish::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

Bird Bird::View::own() const {
    Bird out;
    out.song = song;
    out.height = height;
    return out;
}

Decoded<Bird> Bird::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Bird::encoded_size() const {
    std::size_t size_ = 5;
    size_ += wire::clip(song, 20).size();
    return size_;
}

Meal Meal::View::own() const {
    Meal out;
    out.grams = grams;
    out.hot = hot;
    out.name = name;
    out.tags.reserve(tags.size());
    for (const auto& item_ : tags) out.tags.emplace_back(item_);
    return out;
}

Decoded<Meal> Meal::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Meal::encoded_size() const {
    std::size_t size_ = 8;
    size_ += wire::clip(name, 300).size();
    for (const auto& item_ : wire::first(tags, 4)) size_ += 1 + wire::clip(item_, 255).size();
    return size_;
}

Numbers Numbers::View::own() const {
    Numbers out;
    out.a = a;
    out.b = b;
    out.c = c;
    out.d = d;
    out.e = e;
    out.f = f;
    out.g = g;
    out.h = h;
    out.i = i;
    out.j = j;
    out.yes = yes;
    out.big = big;
    out.small_range = small_range;
    out.wide_range = wide_range;
    out.unit_range = unit_range;
    out.mood = mood;
    out.triple = triple;
    out.moods = moods;
    out.bits = bits;
    out.bigs = bigs;
    return out;
}

Decoded<Numbers> Numbers::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

Animal Animal::View::own() const {
    Animal out;
    out.cage = cage;
    out.species = species;
    switch (body.index()) {
        case 0: out.body.emplace<0>(std::get<0>(body).begin(), std::get<0>(body).end()); break;
        case 1: out.body.emplace<1>(std::get<1>(body).own()); break;
        case 2: out.body.emplace<2>(std::get<2>(body).own()); break;
    }
    out.skills = skills;
    if (age) out.age.emplace((*age));
    if (nickname) out.nickname.emplace((*nickname));
    if (home) out.home.emplace((*home).own());
    if (last_meal) out.last_meal.emplace((*last_meal).own());
    out.raw.assign(raw.begin(), raw.end());
    out.blob.assign(blob.begin(), blob.end());
    out.corner = corner.own();
    out.favourite = favourite.own();
    out.meals.reserve(meals.size());
    for (const auto& item_ : meals) out.meals.emplace_back(item_.own());
    out.spots.reserve(spots.size());
    for (const auto& item_ : spots) out.spots.emplace_back(item_.own());
    out.ids.reserve(ids.size());
    for (const auto& item_ : ids) out.ids.emplace_back(item_);
    out.counts.reserve(counts.size());
    for (const auto& item_ : counts) out.counts.emplace_back(item_);
    out.flags_list.reserve(flags_list.size());
    for (const auto& item_ : flags_list) out.flags_list.emplace_back(item_);
    out.mood_list.reserve(mood_list.size());
    for (const auto& item_ : mood_list) out.mood_list.emplace_back(item_);
    out.chunks.reserve(chunks.size());
    for (const auto& item_ : chunks) out.chunks.emplace_back(item_.begin(), item_.end());
    out.weight = weight;
    out.label = label;
    out.seen = seen;
    return out;
}

Decoded<Animal> Animal::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Animal::encoded_size() const {
    std::size_t size_ = 44;
    switch (body.index()) {
        case 0: size_ += std::get<0>(body).size(); break;
        case 1: size_ += std::get<1>(body).encoded_size(); break;
        case 2: size_ += std::get<2>(body).encoded_size(); break;
    }
    if (age) size_ += 2;
    if (nickname) size_ += 1 + wire::clip((*nickname), 255).size();
    if (home) size_ += 4;
    if (last_meal) size_ += 2 + (*last_meal).encoded_size();
    size_ += wire::first(raw, 16u).size();
    size_ += wire::first(blob, 4294967295u).size();
    size_ += corner.encoded_size();
    size_ += favourite.encoded_size();
    for (const auto& item_ : wire::first(meals, 65535)) size_ += 2 + item_.encoded_size();
    size_ += wire::first(spots, 9).size() * 4;
    size_ += wire::first(ids, 255).size() * 8;
    size_ += wire::first(counts, 65535).size() * 8;
    size_ += wire::first(flags_list, 255).size() * 1;
    size_ += wire::first(mood_list, 255).size() * 2;
    for (const auto& item_ : wire::first(chunks, 255)) size_ += 2 + wire::first(item_, 65535u).size();
    size_ += wire::clip(label, 255).size();
    return size_;
}

Cargo Cargo::View::own() const {
    Cargo out;
    out.cage = cage;
    out.head = head.own();
    out.data.assign(data.begin(), data.end());
    return out;
}

Decoded<Cargo> Cargo::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Cargo::encoded_size() const {
    std::size_t size_ = 3;
    size_ += head.encoded_size();
    size_ += data.size();
    return size_;
}

Datagram Datagram::View::own() const {
    Datagram out;
    out.name = name;
    return out;
}

Decoded<Datagram> Datagram::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Datagram::encoded_size() const {
    std::size_t size_ = 1;
    size_ += wire::clip(name, 19).size();
    return size_;
}

Nothing Nothing::View::own() const {
    Nothing out;
    return out;
}

Decoded<Nothing> Nothing::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

ControlRequest ControlRequest::View::own() const {
    ControlRequest out;
    out.request_id = request_id;
    out.command = command;
    out.body.assign(body.begin(), body.end());
    return out;
}

Decoded<ControlRequest> ControlRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t ControlRequest::encoded_size() const {
    std::size_t size_ = 4;
    size_ += body.size();
    return size_;
}

ControlResponse ControlResponse::View::own() const {
    ControlResponse out;
    out.request_id = request_id;
    out.command = command;
    out.status = status;
    out.body.assign(body.begin(), body.end());
    return out;
}

Decoded<ControlResponse> ControlResponse::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t ControlResponse::encoded_size() const {
    std::size_t size_ = 6;
    size_ += body.size();
    return size_;
}

FeedRequest FeedRequest::View::own() const {
    FeedRequest out;
    out.meal = meal.own();
    return out;
}

Decoded<FeedRequest> FeedRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t FeedRequest::encoded_size() const {
    std::size_t size_ = 2;
    size_ += meal.encoded_size();
    return size_;
}

FeedReply FeedReply::View::own() const {
    FeedReply out;
    out.left = left;
    return out;
}

Decoded<FeedReply> FeedReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t FeedReply::encoded_size() const {
    std::size_t size_ = 1;
    return size_;
}

CountRequest CountRequest::View::own() const {
    CountRequest out;
    return out;
}

Decoded<CountRequest> CountRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

CountReply CountReply::View::own() const {
    CountReply out;
    out.total = total;
    return out;
}

Decoded<CountReply> CountReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

}  // namespace weir::zoo
