#pragma once
// Faults that can be switched on in a test build, to prove that the simulation would notice them.
// Included by sources only. What users run has none of them: there planted() is a constant.

#include <cstdint>

namespace weir {

enum class Fault : std::uint8_t {
    none,
    // relay
    budget_off_by_one,     // a queue takes one frame more than its budget
    in_flight_forgotten,   // what is being sent does not count
    newest_leaves_first,   // a queue gives its last frame
    slot_keeps_the_old,    // the newest frame does not replace the one that waits
    slot_holds_two,        // the newest frame waits behind the one that it should replace
    kept_frame_replaced,   // who asked to keep the waiting frame loses it to the newest
    keyframe_overlooked,   // behind a lost connection an inter-coded stream never goes on
    keyframe_not_awaited,  // after a drop the stream goes on at any frame
    gap_not_told,          // the reader does not learn that frames are missing
    group_goes_on,         // a new connection goes on in the middle of a keyframe group
    readiness_not_told,    // an output does not always say that it has something again
    priority_upside_down,  // the least important output goes first
    source_leaves_frames,  // what was kept for late readers outlives its source
    second_source_let_in,  // two sources feed one stream
    neighbours_forgotten,  // behind a reader that lags nobody gets the frame
    memory_unbounded,      // the ceiling is not looked at
    ceiling_passed,        // what is refused below the ceiling is taken in above it
    resend_forgotten,      // after a lost connection it goes on with what was never sent
    answered_too_early,    // a source is answered for what readers do not have yet
    positions_renewed,     // a relay numbers frames anew that their source has numbered
    suppressed_for_good,   // an output that was given up is never taken back
    recovery_not_awaited,  // it is taken back as soon as the connection is calm
    weights_ignored,       // everybody's share of a connection is the same
    soft_budget_passed,    // a burst that reaches a soft budget's ceiling stays there
    drop_policy_ignored,   // who asked to keep the oldest frames loses them
    run_behind_gap,        // a byte pipe goes on where a payload is missing
    remap_forgotten,       // the reader sees the source's stream id, not the one it was given
    // wire and transport
    partial_write_repeated,     // what the kernel took of a message is sent again
    control_after_frames,       // a reply leaves when no frame waits any more
    frames_lost_silently,       // a dead connection does not give back what it was sending
    blocked_for_good,           // the kernel's word that there is room is not heard
    kernel_filled,              // frames begin however much the kernel still holds
    pipe_not_emptied,           // a pipe is used again with what a lost connection left in it
    bytes_lost_behind_payload,  // what came along with the end of a large payload is dropped
    // sessions and links
    hung_peer_tolerated,     // silence is taken for patience
    dead_session_kept,       // a link does not notice that its session ended
    announcement_forgotten,  // a new reader is not told what the stream is
    words_overtake,          // what happened to a stream is told before the frames that came first
    // control plane
    unsaved_acknowledged,   // a change is answered without being on disk
    revision_not_raised,    // what is wanted changes under the revision that it had
    older_file_loaded,      // after a crash the older of the two saved states counts
    output_id_reused,       // a new output gets the id of one that is there
    conflict_overlooked,    // a stream id goes to another device of the node
    disputed_id_kept,       // two controllers took one stream id, and neither takes it back
    back_off_without_end,   // what has failed once is not tried again
    dependency_overlooked,  // an output attaches before its link is connected
    silence_not_noticed,    // who is no longer heard stays in the peer table
};
inline constexpr std::uint8_t fault_count = 47;  // without none
inline constexpr Fault first_control_fault = Fault::unsaved_acknowledged;

#ifdef WEIR_PLANTED_FAULTS
inline Fault planted_fault = Fault::none;  // set before anything runs
inline bool planted(Fault fault) {
    return planted_fault == fault;
}
#else
constexpr bool planted(Fault) {
    return false;
}
#endif

}  // namespace weir
