#pragma once
// Generated from schema/control.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.


#include "gen/protocol.hpp"


namespace weir::gen {


// How a command ended.
enum class Status : std::uint16_t {
    ok = 0,  // The reply's body follows.
    error = 1,  // Tried and failed.
    unknown_command = 2,  // This node does not know the command.
    invalid_params = 3,  // The request could not be decoded or makes no sense.
    not_found = 4,  // No such stream, output, device or control.
    refused = 5,  // The peer may not do this here.
    unsupported_format = 6,  // The receiver cannot decode the stream.
    conflict = 7,  // Something else has this id already.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Status value);
template <>
std::optional<Status> from_name(std::string_view name);


// Body of a control_response whose status is not ok.
struct Refusal {
    std::string reason{};  // One sentence for the person who asked.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Refusal> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Refusal&) const = default;
};

struct Refusal::View {
    std::string_view reason{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, reason)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("reason", reason);
    }
    Refusal own() const;
};

inline Decoded<Refusal::View> Refusal::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Refusal::put(wire::Room out) const {
    const std::string_view reason_sent_ = wire::clip(reason, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(reason_sent_.size()));
    out.text(reason_sent_);
    return out;
}

// Asks the peer to do something. What the command itself requires is checked as well.
struct ControlRequest {
    static constexpr std::uint16_t type = 0x0002;
    static constexpr Access access = Access::view;
    std::uint16_t request_id{};  // Chosen by the asking side; comes back in the response.
    Command command{};
    std::vector<std::byte> body{};  // The command's request.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ControlRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const ControlRequest&) const = default;
};

struct ControlRequest::View {
    std::uint16_t request_id{};
    Command command{};
    std::span<const std::byte> body{};

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(4);
        if (checked && run0_ == nullptr) return false;
        request_id = wire::load<std::uint16_t>(run0_);
        command = wire::load<Command>(run0_ + 2);
        body = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("request_id", request_id);
        f_("command", command);
        f_("body", body);
    }
    ControlRequest own() const;
};

inline Decoded<ControlRequest::View> ControlRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ControlRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(4);
    wire::store(run0_, request_id);
    wire::store(run0_ + 2, command);
    out.bytes(body);
    return out;
}

// Answers a control_request. Readable without a table of open requests.
struct ControlResponse {
    static constexpr std::uint16_t type = 0x0003;
    static constexpr Access access = Access::view;
    std::uint16_t request_id{};  // The request's.
    Command command{};  // The request's.
    Status status{};
    std::vector<std::byte> body{};  // The command's reply when status is ok, else a refusal.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ControlResponse> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const ControlResponse&) const = default;
};

struct ControlResponse::View {
    std::uint16_t request_id{};
    Command command{};
    Status status{};
    std::span<const std::byte> body{};

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(6);
        if (checked && run0_ == nullptr) return false;
        request_id = wire::load<std::uint16_t>(run0_);
        command = wire::load<Command>(run0_ + 2);
        status = wire::load<Status>(run0_ + 4);
        body = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("request_id", request_id);
        f_("command", command);
        f_("status", status);
        f_("body", body);
    }
    ControlResponse own() const;
};

inline Decoded<ControlResponse::View> ControlResponse::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ControlResponse::put(wire::Room out) const {
    std::byte* run0_ = out.run(6);
    wire::store(run0_, request_id);
    wire::store(run0_ + 2, command);
    wire::store(run0_ + 4, status);
    out.bytes(body);
    return out;
}

}  // namespace weir::gen
