#pragma once
// A stream that this node is meant to record, kept recording through lost sources and full disks.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "control/reconcile/reconciler.hpp"
#include "control/resource/background.hpp"
#include "control/resource/recording.hpp"
#include "gen/messages.hpp"
#include "stream/relay/relay.hpp"

namespace weir::resource {

// Takes frames from the relay by an output of its own and writes them on a thread of its own, so
// that a slow disk costs its own recording and nothing else. What the disk does not take is dropped
// as not_stored, and the next file is tried after a wait that grows. Lives on the node thread.
class Sink final : public reconcile::Resource, private relay::OutputListener {
public:
    struct House {
        reconcile::Reconciler& reconciler;
        relay::Relay& relay;
        asio::any_io_executor node;
        OpenRecording open;
        // An output has ended; frames that the disk has of it still end in its counters.
        std::function<void(const std::shared_ptr<relay::Output>&)> closing;
    };

    // `disk`: one thread, which outlives what is running on it.
    Sink(const House& house, gen::Sink wish, std::shared_ptr<Background> disk);
    ~Sink() override;

    const gen::Sink& wish() const { return wish_; }
    const std::shared_ptr<Background>& disk() const { return disk_; }
    // Null while it is closed.
    const std::shared_ptr<relay::Output>& output() const { return output_; }
    bool is_recording() const { return current_ == recording_state(); }
    // Frames wait that will be in a file, unless its disk has not answered for
    // limits::sink_close_patience.
    bool pending(TimePoint now) const;
    // The same of the file that is open.
    bool writing(TimePoint now) const;

    std::string_view kind() const override { return "sink"; }
    std::string_view name() const override { return wish_.path; }
    reconcile::Graph graph() const override;
    reconcile::State current() const override { return current_; }
    reconcile::State wanted() const override;
    void begin(const reconcile::Edge& step, TimePoint now) override;

private:
    using Self = std::shared_ptr<Sink*>;
    struct Batch {
        std::vector<frame::FrameRef> frames;
        std::size_t written = 0;
        std::optional<Error> problem;
    };

    static reconcile::State recording_state();
    void attach(TimePoint now);
    void detach();
    // The disk's thread is in use until `done` was called.
    template <typename Job, typename Done>
    void on_disk(Job job, Done done) {
        if (disk_jobs_++ == 0) disk_answered_ = monotonic_now();
        disk_->run(std::move(job),
                   [self = self_, disk = disk_, done = std::move(done)](auto result) mutable {
                       if (Sink* here = *self; here != nullptr) here->disk_answers();
                       done(std::move(result));
                   });
    }
    void disk_answers();
    bool disk_hangs(TimePoint now) const;
    bool rotates() const;
    void open_file();
    void opened(Result<std::unique_ptr<Recording>> file);
    void finish_file();
    void close_file();
    void pull_soon();
    void pull();
    bool ends_with(const frame::StreamFormat& format) const;
    std::vector<frame::FrameRef> take_batch();
    frame::FrameRef pop();
    void keep_for_next_file(frame::FrameRef frame);
    void written(const Batch& batch);
    void fall(Error why);
    void refuse(Error why);

    void on_ready(relay::Output& output) override;
    void on_change(relay::Output& output, relay::StreamChange change,
                   std::string_view detail) override;

    House house_;
    gen::Sink wish_;
    std::shared_ptr<Background> disk_;
    std::shared_ptr<relay::Output> output_;
    std::shared_ptr<Recording> file_;  // used on the disk's thread only
    frame::FormatRef format_;          // of file_
    frame::FrameRef next_;             // popped, and begins another file
    frame::FormatRef next_format_;     // of next_, when there is one
    reconcile::State current_;
    bool live_ = false;       // the stream has a source, or had one that may come back
    bool failing_ = false;    // what comes now has nowhere to go
    bool writing_ = false;    // a batch is on its way to the disk
    bool finishing_ = false;  // when nothing waits, the file ends
    bool pull_queued_ = false;
    unsigned disk_jobs_ = 0;   // that are not done
    TimePoint disk_answered_;  // or was first asked something
    reconcile::ResourceId id_;
    Self self_;  // emptied at the end, for what comes back from the disk
};

}  // namespace weir::resource
