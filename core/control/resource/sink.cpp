#include "control/resource/sink.hpp"

#include <asio/post.hpp>
#include <utility>

#include "base/limits.hpp"
#include "control/resource/sink_graph.hpp"

namespace weir::resource {

Sink::Sink(const House& house, gen::Sink wish, std::shared_ptr<Background> disk)
    : house_(house),
      wish_(std::move(wish)),
      disk_(std::move(disk)),
      current_(sink::closed),
      self_(std::make_shared<Sink*>(this)) {
    reconcile::Settings settings;
    settings.back_off = {limits::sink_retry_first, limits::sink_retry_max};
    settings.step_deadline = limits::sink_close_patience;
    // A disk that was full may have room later, however often it had none.
    settings.lasting_failures_max = 0;
    id_ = house_.reconciler.add(*this, std::move(settings));
}

Sink::~Sink() {
    *self_ = nullptr;
    house_.reconciler.remove(id_);
    close_file();
    detach();
}

reconcile::State Sink::recording_state() {
    return sink::recording;
}

reconcile::Graph Sink::graph() const {
    return sink::graph;
}

reconcile::State Sink::wanted() const {
    if (rotates()) return sink::ready;
    // A stream may have come and gone before there was a file for its frames.
    const bool left_over = current_ != sink::recording && !failing_ && output_ != nullptr &&
                           output_->frames_waiting() > 0;
    return live_ || left_over ? sink::recording : sink::ready;
}

// What comes next belongs in another file.
bool Sink::rotates() const {
    return current_ == sink::recording && next_ != nullptr && ends_with(*next_format_);
}

bool Sink::pending(TimePoint now) const {
    return output_ != nullptr && !failing_ && output_->frames_waiting() > 0 && !disk_hangs(now);
}

bool Sink::writing(TimePoint now) const {
    const bool more = !rotates() && (next_ != nullptr || output_->ready());
    return file_ != nullptr && (writing_ || more) && !disk_hangs(now);
}

void Sink::disk_answers() {
    --disk_jobs_;
    disk_answered_ = monotonic_now();
}

bool Sink::disk_hangs(TimePoint now) const {
    return disk_jobs_ > 0 && now - disk_answered_ > limits::sink_close_patience;
}

void Sink::begin(const reconcile::Edge& step, TimePoint now) {
    if (step.to == sink::recording) return open_file();
    if (step.from == sink::recording) return finish_file();
    if (step.to == sink::ready) return attach(now);
    detach();
    current_ = sink::closed;
    house_.reconciler.completed(id_, current_);
}

void Sink::attach(TimePoint now) {
    relay::OutputSettings settings;
    settings.stream_id = wish_.stream_id;
    settings.delivery = relay::Delivery::completeness;
    auto output = house_.relay.add_output(settings, *this, now);
    if (!output) return house_.reconciler.failed(id_, std::move(output.error()));
    output_ = std::move(*output);
    current_ = sink::ready;
    house_.reconciler.completed(id_, current_);
}

void Sink::detach() {
    if (output_ == nullptr) return;
    next_.reset();
    house_.relay.remove_output(output_->id());
    if (!writing_) output_->interrupted(relay::DropCause::output_closed);  // next_
    house_.closing(output_);
    output_.reset();
    live_ = false;
}

void Sink::open_file() {
    const relay::Input* input = house_.relay.input(wish_.stream_id);
    // The format of the first frame, which may be another than the stream has by now.
    if (next_ == nullptr && !writing_ && output_->ready()) keep_for_next_file(pop());
    format_ = next_ ? next_format_ : input == nullptr ? nullptr : input->format;
    if (format_ == nullptr)
        return refuse({Code::not_found, wish_.path + ": the format of stream " +
                                            std::to_string(wish_.stream_id) +
                                            " is not known yet; its source has not announced it"});
    failing_ = false;
    on_disk(
        [open = house_.open, path = wish_.path, format = *format_] { return open(path, format); },
        [self = self_, disk = disk_](Result<std::unique_ptr<Recording>> opened) {
            Sink* here = *self;
            if (here != nullptr) return here->opened(std::move(opened));
            if (opened) disk->run([file = std::move(*opened)] { return true; }, [](bool) {});
        });
}

void Sink::opened(Result<std::unique_ptr<Recording>> file) {
    if (!file) return refuse(std::move(file.error()));
    file_ = std::move(*file);
    finishing_ = false;
    current_ = sink::recording;
    house_.reconciler.completed(id_, current_);
    pull_soon();
}

// There is no file, so what comes has nowhere to go.
void Sink::refuse(Error why) {
    failing_ = true;
    next_.reset();
    output_->interrupted(relay::DropCause::not_stored);
    house_.reconciler.failed(id_, std::move(why));
    pull_soon();
}

// What waits is written first.
void Sink::finish_file() {
    finishing_ = true;
    pull_soon();
}

void Sink::close_file() {
    if (file_ == nullptr) return;
    on_disk(
        [file = std::exchange(file_, nullptr)]() mutable {
            auto finished = file->finish();
            file.reset();
            return finished;
        },
        [self = self_](Result<> finished) {
            Sink* here = *self;
            if (here == nullptr) return;
            here->finishing_ = false;
            if (here->current_ != sink::recording) return;  // it fell before
            here->current_ = sink::ready;
            if (!finished) return here->house_.reconciler.failed(here->id_, finished.error());
            here->house_.reconciler.completed(here->id_, here->current_);
        });
}

void Sink::pull_soon() {
    if (std::exchange(pull_queued_, true)) return;
    asio::post(house_.node, [self = self_] {
        Sink* here = *self;
        if (here == nullptr) return;
        here->pull_queued_ = false;
        here->pull();
    });
}

void Sink::pull() {
    if (output_ == nullptr || writing_) return;
    if (failing_) {
        output_->shed(relay::DropCause::not_stored);
        return;
    }
    if (current_ != sink::recording || file_ == nullptr) return;
    Batch batch;
    batch.frames = take_batch();
    if (batch.frames.empty()) {
        if (finishing_) return close_file();
        if (next_) house_.reconciler.poke(id_);
        return;
    }
    writing_ = true;
    on_disk(
        [file = file_, batch = std::move(batch)]() mutable {
            for (const frame::FrameRef& frame : batch.frames) {
                auto wrote = file->write(*frame);
                if (!wrote) {
                    batch.problem = std::move(wrote.error());
                    break;
                }
                ++batch.written;
            }
            file.reset();
            return std::move(batch);
        },
        [self = self_, output = output_](const Batch& done) {
            Sink* here = *self;
            if (here != nullptr && here->output_ == output) return here->written(done);
            // It was closed meanwhile; what reached the disk counts all the same.
            for (std::size_t i = 0; i < done.written; ++i) output->sent(monotonic_now());
            output->interrupted(relay::DropCause::not_stored);
        });
}

// A picture of another size goes on in the same file, another encoding does not.
bool Sink::ends_with(const frame::StreamFormat& format) const {
    return format.encoding != format_->encoding || format.layout != format_->layout;
}

std::vector<frame::FrameRef> Sink::take_batch() {
    std::vector<frame::FrameRef> frames;
    if (next_ && ends_with(*next_format_)) return frames;
    if (next_) frames.push_back(std::exchange(next_, nullptr));
    while (frames.size() < limits::sink_frames_writing_max && output_->ready()) {
        frame::FrameRef frame = pop();
        if (ends_with(*output_->popped_format())) {
            keep_for_next_file(std::move(frame));
            break;
        }
        frames.push_back(std::move(frame));
    }
    return frames;
}

frame::FrameRef Sink::pop() {
    frame::FrameRef frame = output_->pop();
    static_cast<void>(frame->payload());  // a piped one is read here, on its own thread
    return frame;
}

void Sink::keep_for_next_file(frame::FrameRef frame) {
    next_ = std::move(frame);
    next_format_ = output_->popped_format();
}

void Sink::written(const Batch& batch) {
    writing_ = false;
    const TimePoint now = monotonic_now();
    for (std::size_t i = 0; i < batch.written; ++i) output_->sent(now);
    if (batch.problem) return fall(*batch.problem);
    pull();
}

void Sink::fall(Error why) {
    current_ = sink::ready;
    close_file();
    refuse(std::move(why));
}

void Sink::on_ready(relay::Output&) {
    pull_soon();
}

void Sink::on_change(relay::Output&, relay::StreamChange change, std::string_view) {
    if (change == relay::StreamChange::opened) live_ = true;
    if (change == relay::StreamChange::closed) live_ = false;
    house_.reconciler.poke(id_);
}

}  // namespace weir::resource
