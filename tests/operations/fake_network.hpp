#pragma once
// Nodes in memory that keep what they are told, as real ones do.

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "control/dispatch/refusal.hpp"
#include "control/wanted/wanted_state.hpp"
#include "operations/network.hpp"
#include "operations/stream_ids.hpp"

namespace weir::operations::test {

struct FakeNode {
    wanted::WantedState wanted;
    transport::Address address = {};
    bool heard = true;
    bool answers = true;
    std::string answers_as = {};  // empty: by the name that the network knows
    std::vector<gen::StreamState> streams;
};

class FakeNetwork : public Network {
public:
    FakeNode& add(const std::string& name) { return nodes_by_name[name]; }

    std::vector<NodeInfo> nodes() override {
        std::vector<NodeInfo> all;
        for (const auto& [name, node] : nodes_by_name)
            if (node.heard) all.push_back({name, node.address, {}});
        return all;
    }

    std::vector<Result<Body>> ask(std::span<const Question> questions) override {
        std::vector<Result<Body>> answers;
        for (const Question& question : questions) {
            if (before_each) before_each(question);
            if (refuse && refuse(question))
                answers.push_back(fail(Code::refused, "refused by the test"));
            else
                answers.push_back(answer_one(question));
            if (question.command != gen::Command::get_config_state &&
                question.command != gen::Command::get_runtime_state)
                ++changes_asked;
        }
        return answers;
    }

    std::map<std::string, FakeNode> nodes_by_name;
    std::function<void(const Question&)> before_each;
    std::function<bool(const Question&)> refuse;
    int changes_asked = 0;

private:
    template <typename Reply>
    static Body body_of(const Reply& reply) {
        Body body(reply.encoded_size());
        wire::Writer out(body);
        reply.encode(out);
        return body;
    }

    Result<Body> answer_one(const Question& question) {
        const auto found = std::ranges::find_if(nodes_by_name, [&](const auto& known) {
            return known.first == question.node ||
                   (known.second.address.is_complete() &&
                    transport::text(known.second.address) == question.node);
        });
        if (found == nodes_by_name.end() || !found->second.answers)
            return fail(Code::not_found, question.node + " does not answer");
        FakeNode& node = found->second;
        switch (question.command) {
            case gen::Command::get_config_state:
                return body_of(node.wanted.values());
            case gen::Command::get_runtime_state: {
                gen::GetRuntimeStateReply reply;
                reply.node_name = node.answers_as.empty() ? found->first : node.answers_as;
                reply.streams = node.streams;
                return body_of(reply);
            }
            case gen::Command::start_ingest: {
                const auto wish = gen::StartIngestRequest::decode(question.body)->as_ingest();
                const auto* here = node.wanted.ingest(wish.stream_id);
                if (here != nullptr &&
                    device_key(here->device_path) != device_key(wish.device_path))
                    return fail(Code::refused, "that id is another device's");
                if (auto done = node.wanted.start_ingest(wish); !done)
                    return std::unexpected(done.error());
                return body_of(gen::StartIngestReply{});
            }
            case gen::Command::stop_ingest:
                if (!node.wanted.stop_ingest(
                        gen::StopIngestRequest::decode(question.body)->stream_id))
                    return fail(Code::not_found, "no such stream");
                return body_of(gen::StopIngestReply{});
            case gen::Command::start_relay: {
                const auto done = node.wanted.start_relay(
                    gen::StartRelayRequest::decode(question.body)->as_relay_edge());
                if (!done) return std::unexpected(done.error());
                return body_of(gen::StartRelayReply{.output_id = done->output_id});
            }
            case gen::Command::stop_relay:
                if (!node.wanted.stop_relay(
                        gen::StopRelayRequest::decode(question.body)->output_id))
                    return fail(Code::not_found, "no such output");
                return body_of(gen::StopRelayReply{});
            case gen::Command::start_sink: {
                const auto done =
                    node.wanted.start_sink(gen::StartSinkRequest::decode(question.body)->as_sink());
                if (!done) return std::unexpected(done.error());
                return body_of(gen::StartSinkReply{});
            }
            case gen::Command::stop_sink:
                if (!node.wanted.stop_sink(gen::StopSinkRequest::decode(question.body)->stream_id))
                    return fail(Code::not_found, "no such recording");
                return body_of(gen::StopSinkReply{});
            case gen::Command::start_display: {
                const auto done = node.wanted.start_display(
                    gen::StartDisplayRequest::decode(question.body)->as_display());
                if (!done) return std::unexpected(done.error());
                return body_of(gen::StartDisplayReply{});
            }
            case gen::Command::stop_display:
                if (!node.wanted.stop_display(
                        gen::StopDisplayRequest::decode(question.body)->stream_id))
                    return fail(Code::not_found, "no such window");
                return body_of(gen::StopDisplayReply{});
            default:
                return fail(Code::unsupported, "not served here");
        }
    }
};

}  // namespace weir::operations::test
