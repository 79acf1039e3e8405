#include "control/resource/display.hpp"

#include <algorithm>
#include <asio/post.hpp>
#include <utility>

#include "base/limits.hpp"
#include "control/resource/display_graph.hpp"
#include "control/resource/format_map.hpp"

namespace weir::resource {
namespace {

render::Scale scale_of(gen::Scale scale) {
    switch (scale) {
        case gen::Scale::stretch:
            return render::Scale::stretch;
        case gen::Scale::fill:
            return render::Scale::fill;
        case gen::Scale::one_to_one:
            return render::Scale::one_to_one;
        default:
            return render::Scale::fit;
    }
}

}  // namespace

render::PaneSettings pane_of(const gen::Display& wish, const frame::StreamFormat& format) {
    render::PaneSettings settings;
    settings.x = wish.win_x;
    settings.y = wish.win_y;
    settings.width = wish.win_w;
    settings.height = wish.win_h;
    if (format.width != 0 && format.height != 0) settings.picture = {format.width, format.height};
    settings.scale = scale_of(wish.scale);
    settings.anchor =
        wish.anchor == gen::Anchor::top_left ? render::Anchor::top_left : render::Anchor::center;
    settings.no_signal_fps = std::min<unsigned>(wish.no_signal_fps, limits::no_signal_fps_max);
    return settings;
}

Display::Display(const House& house, const gen::Display& wish, std::shared_ptr<Background> decoder)
    : house_(house),
      wish_(wish),
      name_("stream " + std::to_string(wish.stream_id)),
      decoder_(std::move(decoder)),
      current_(display::closed),
      self_(std::make_shared<Display*>(this)) {
    reconcile::Settings settings;
    settings.back_off = {limits::display_retry_first, limits::display_retry_max};
    // What no window shows, and what its user closed, stays so until something else comes.
    settings.lasting_failures_max = 1;
    id_ = house_.reconciler.add(*this, std::move(settings));
}

Display::~Display() {
    *self_ = nullptr;
    house_.reconciler.remove(id_);
    close();
}

bool Display::is_showing() const {
    return current_ == display::showing;
}

reconcile::Graph Display::graph() const {
    return display::graph;
}

reconcile::State Display::wanted() const {
    return live_ ? display::showing : display::open;
}

void Display::begin(const reconcile::Edge& step, TimePoint) {
    if (step.from == display::closed) return open_window();
    if (step.to == display::showing) return show();
    if (step.to == display::open) {
        presenter_->set_signal(false);
        return arrive(display::open);
    }
    close();
    arrive(display::closed);
}

bool Display::cancel(TimePoint) {
    close();
    return true;
}

void Display::arrive(reconcile::State state) {
    current_ = state;
    house_.reconciler.completed(id_, state);
}

void Display::open_window() {
    if (std::exchange(dismissed_, false))
        return house_.reconciler.failed(
            id_, {Code::unsupported, name_ + ": its user closed the window; start it again, or say "
                                             "reconcile to the node, to have it back"});
    render::PaneSettings settings = pane_of(wish_, *format());
    settings.title = house_.node_name + "/" + std::to_string(wish_.stream_id);
    auto presenter = Presenter::open(house_.windows, std::move(settings), decoder_, *this);
    if (presenter) {
        presenter_ = std::move(*presenter);
        return;
    }
    presenter.error().what = name_ + ": " + presenter.error().what;
    house_.reconciler.failed(id_, std::move(presenter.error()));
}

void Display::on_opened() {
    relay::OutputSettings settings;
    settings.stream_id = wish_.stream_id;
    live_ = false;  // unless it is told otherwise in here
    auto output = house_.relay.add_output(settings, *this, monotonic_now());
    if (!output) {
        close();
        return house_.reconciler.failed(id_, std::move(output.error()));
    }
    output_ = std::move(*output);
    arrive(display::open);
}

void Display::show() {
    if (auto able = can_show(); !able)
        return house_.reconciler.failed(id_, std::move(able.error()));
    presenter_->set_signal(true);
    refused_.reset();
    arrive(display::showing);
    pull_soon();
}

void Display::close() {
    const bool was_showing_one = presenter_ != nullptr && presenter_->busy();
    presenter_.reset();
    if (output_ == nullptr) return;
    if (was_showing_one) output_->interrupted(relay::DropCause::output_closed);
    house_.relay.remove_output(output_->id());
    house_.closing(output_);
    output_.reset();
}

Result<> Display::can_show() const {
    const frame::Encoding encoding = format()->encoding;
    if (std::ranges::find(render::shown_encodings, encoding) != render::shown_encodings.end())
        return {};
    std::string has;
    for (const auto one : render::shown_encodings)
        has += (has.empty() ? "" : ", ") + std::string(gen::name(to_wire(one)));
    return fail(Code::unsupported, name_ + " is " + std::string(gen::name(to_wire(encoding))) +
                                       " and a window shows " + has +
                                       "; watch it with weir cat and a player");
}

// A plain peer announces nothing and sends JPEG.
frame::FormatRef Display::format() const {
    const relay::Input* input = house_.relay.input(wish_.stream_id);
    if (input != nullptr && input->format != nullptr) return input->format;
    static const auto plain = std::make_shared<const frame::StreamFormat>();
    return plain;
}

void Display::pull_soon() {
    if (std::exchange(pull_queued_, true)) return;
    asio::post(house_.windows.node, [self = self_] {
        Display* here = *self;
        if (here == nullptr) return;
        here->pull_queued_ = false;
        here->pull();
    });
}

void Display::pull() {
    if (current_ != display::showing || presenter_->busy() || !output_->ready()) return;
    frame::FrameRef frame = output_->pop();
    presenter_->present(std::move(frame), *output_->popped_format());
}

void Display::on_presented(Result<> outcome) {
    if (output_ == nullptr) return;
    if (outcome) {
        output_->sent(monotonic_now());
    } else {
        output_->interrupted(relay::DropCause::not_shown);
        refused_.warn("resource", outcome.error().what, {{"kind", kind()}, {"name", name_}});
    }
    pull();
}

void Display::on_dismissed() {
    dismissed_ = true;
    fall({Code::device_lost, name_ + ": its user closed the window"});
}

void Display::on_lost(Error why) {
    why.what = name_ + ": " + why.what;
    fall(std::move(why));
}

void Display::fall(Error why) {
    close();
    current_ = display::closed;
    house_.reconciler.failed(id_, std::move(why));
}

void Display::on_ready(relay::Output&) {
    pull_soon();
}

void Display::on_change(relay::Output&, relay::StreamChange change, std::string_view) {
    live_ = change == relay::StreamChange::opened || change == relay::StreamChange::resumed;
    house_.reconciler.poke(id_);
}

}  // namespace weir::resource
