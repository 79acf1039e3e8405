#include "control/resource/presenter.hpp"

#include <asio/post.hpp>
#include <utility>

namespace weir::resource {

Result<std::unique_ptr<Presenter>> Presenter::open(const House& house,
                                                   render::PaneSettings settings,
                                                   std::shared_ptr<Background> decoder,
                                                   PresenterListener& listener) {
    std::unique_ptr<Presenter> presenter(new Presenter(std::move(decoder), listener));
    auto pane = house.add(std::move(settings),
                          [node = house.node, self = presenter->self_](render::PaneEvent event) {
                              asio::post(node, [self, event = std::move(event)]() mutable {
                                  if (*self != nullptr) (*self)->happened(std::move(event));
                              });
                          });
    if (!pane) return std::unexpected(pane.error());
    presenter->pane_ = std::move(*pane);
    return presenter;
}

Presenter::Presenter(std::shared_ptr<Background> decoder, PresenterListener& listener)
    : listener_(listener),
      decoder_(std::move(decoder)),
      self_(std::make_shared<Presenter*>(this)) {}

Presenter::~Presenter() {
    *self_ = nullptr;
    if (pane_ != nullptr) pane_->close();
}

void Presenter::present(frame::FrameRef frame, frame::StreamFormat format) {
    busy_ = true;
    static_cast<void>(frame->payload());  // a piped one is read here, on its own thread
    decoder_->run(
        [maker = maker_, pane = pane_, frame = std::move(frame), format]() mutable -> Result<> {
            auto picture = maker->make(frame, format);
            frame.reset();
            if (!picture) return std::unexpected(std::move(picture.error()));
            pane->show(std::move(*picture));
            return {};
        },
        // The thread stays until this was called.
        [self = self_, decoder = decoder_](Result<> made) {
            if (*self != nullptr && !made) (*self)->presented(std::move(made));
        });
}

void Presenter::presented(Result<> outcome) {
    busy_ = false;
    listener_.on_presented(std::move(outcome));
}

// Any of these may be the end of this presenter.
void Presenter::happened(render::PaneEvent event) {
    using What = render::PaneEvent::What;
    switch (event.what) {
        case What::opened:
            return listener_.on_opened();
        case What::taken:
            return presented(std::move(event.outcome));
        case What::dismissed:
            return listener_.on_dismissed();
        case What::lost:
            return listener_.on_lost(std::move(event.outcome.error()));
    }
}

}  // namespace weir::resource
