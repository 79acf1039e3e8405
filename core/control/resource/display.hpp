#pragma once
// A stream that this node is meant to show in a window, kept shown through lost sources and lost
// desktops.

#include <functional>
#include <memory>
#include <string>

#include "base/log.hpp"
#include "control/reconcile/reconciler.hpp"
#include "control/resource/presenter.hpp"
#include "gen/messages.hpp"
#include "stream/relay/relay.hpp"

namespace weir::resource {

// The window that a wish describes, without its title; what a node may choose is chosen.
render::PaneSettings pane_of(const gen::Display& wish, const frame::StreamFormat& format);

// Takes frames from the relay by a low-latency output of its own: the newest wins, and a screen
// that is slow or hangs costs its own frames and nothing else. A frame counts as sent when the
// graphics card has it; one that cannot be shown is dropped as not_shown. Lives on the node thread.
//
// A window that its user closed stays wanted and closed until somebody asks for it again: by
// start_display, by reconcile_now, or by a restart of the node.
class Display final : public reconcile::Resource,
                      private relay::OutputListener,
                      private PresenterListener {
public:
    struct House {
        reconcile::Reconciler& reconciler;
        relay::Relay& relay;
        Presenter::House windows;
        std::string node_name;
        // The counters of an output that ends.
        std::function<void(const std::shared_ptr<relay::Output>&)> closing;
    };

    // `decoder`: one thread, which outlives what is running on it.
    Display(const House& house, const gen::Display& wish, std::shared_ptr<Background> decoder);
    ~Display();

    const gen::Display& wish() const { return wish_; }
    // Null while it is closed.
    const std::shared_ptr<relay::Output>& output() const { return output_; }
    bool is_showing() const;
    void ask_again() { house_.reconciler.poke(id_); }

    std::string_view kind() const override { return "display"; }
    std::string_view name() const override { return name_; }
    reconcile::Graph graph() const override;
    reconcile::State current() const override { return current_; }
    reconcile::State wanted() const override;
    void begin(const reconcile::Edge& step, TimePoint now) override;
    bool cancel(TimePoint now) override;

private:
    using Self = std::shared_ptr<Display*>;

    void open_window();
    void show();
    void close();
    void arrive(reconcile::State state);
    void fall(Error why);
    Result<> can_show() const;
    frame::FormatRef format() const;
    void pull_soon();
    void pull();

    void on_ready(relay::Output& output) override;
    void on_change(relay::Output& output, relay::StreamChange change,
                   std::string_view detail) override;

    void on_opened() override;
    void on_presented(Result<> outcome) override;
    void on_dismissed() override;
    void on_lost(Error why) override;

    House house_;
    gen::Display wish_;
    std::string name_;
    std::shared_ptr<Background> decoder_;
    std::unique_ptr<Presenter> presenter_;  // null: no window, and none is being opened
    std::shared_ptr<relay::Output> output_;
    log::Once refused_;
    reconcile::State current_;
    bool live_ = false;       // the stream had a source that delivers, when last told
    bool dismissed_ = false;  // its user closed the window, and nobody asked for it since
    bool pull_queued_ = false;
    reconcile::ResourceId id_;
    Self self_;  // emptied at the end, for what was posted
};

}  // namespace weir::resource
