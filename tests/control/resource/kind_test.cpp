#include "control/resource/kind.hpp"

#include <asio/io_context.hpp>
#include <string>
#include <vector>

#include "control/resource/background.hpp"
#include "control/resource/output_graph.hpp"
#include "support/catch.hpp"

using namespace weir;

namespace {

std::vector<std::string> said;

// Refers to its wish as long as it lives.
class Lamp final : public reconcile::Resource {
public:
    Lamp(const resource::Surroundings&, const gen::Ingest& wish) : wish_(wish) {
        said.push_back("on " + wish_.device_path);
    }
    ~Lamp() override { said.push_back("off " + wish_.device_path); }

    std::string_view kind() const override { return "lamp"; }
    std::string_view name() const override { return wish_.device_path; }
    reconcile::Graph graph() const override { return resource::output::graph; }
    reconcile::State current() const override { return resource::output::attached; }
    reconcile::State wanted() const override { return resource::output::attached; }
    void begin(const reconcile::Edge&, TimePoint) override {}

private:
    const gen::Ingest& wish_;
};

const resource::Kind lamps("lamp", &gen::GetConfigStateReply::ingests,
                           [](const resource::Surroundings& surroundings,
                              const gen::Ingest& wish) -> std::unique_ptr<reconcile::Resource> {
                               return std::make_unique<Lamp>(surroundings, wish);
                           });

gen::Ingest camera(std::uint16_t stream_id) {
    gen::Ingest wish;
    wish.stream_id = stream_id;
    wish.device_path = "/dev/v4l/by-id/a-camera-with-a-long-name-" + std::to_string(stream_id);
    return wish;
}

}  // namespace

TEST_CASE("kinds: a resource has its wish for as long as it lives", "[resource]") {
    asio::io_context io;
    resource::Background background(io.get_executor(), 1);
    reconcile::Reconciler reconciler([] { return 0u; });
    gen::GetConfigStateReply wanted;
    wanted.ingests = {camera(1), camera(2), camera(3)};
    const auto one = camera(1).device_path;
    const auto two = camera(2).device_path;
    const auto three = camera(3).device_path;
    {
        resource::Kinds kinds({reconciler, background});
        kinds.follow(wanted);
        kinds.follow(wanted);
        CHECK(said == std::vector{"on " + one, "on " + two, "on " + three});

        said.clear();
        wanted.ingests.erase(wanted.ingests.begin());
        kinds.follow(wanted);
        CHECK(said == std::vector{"off " + one});

        said.clear();
        wanted.ingests.front().width = 640;
        kinds.follow(wanted);
        CHECK(said == std::vector{"off " + two, "on " + two});
        said.clear();
    }
    CHECK(said.size() == 2);
}
