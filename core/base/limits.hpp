#pragma once
// Every bound of the system, with its unit. A length from the wire never sizes an allocation before
// it is checked against one of these.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace weir::limits {

using namespace std::chrono_literals;

// wire
inline constexpr std::uint32_t payload_bytes_max = 64u
                                                   << 20;  // an uncompressed 4K BGRA frame is 33 MB
inline constexpr std::uint32_t inline_payload_bytes_max =
    4096;  // above this a message is received into its own buffer
inline constexpr std::uint32_t control_payload_bytes_max = 1u << 20;
inline constexpr std::size_t response_head_bytes = 6;  // of those, before a reply's body
inline constexpr std::size_t datagram_bytes_max =
    1400;  // one Ethernet frame: announcements never fragment
inline constexpr std::size_t datagrams_a_turn_max = 64;  // from one socket, before others get on
inline constexpr std::size_t text_bytes_max = 255;       // a str8
inline constexpr std::size_t booking_step_bytes =
    256u << 10;  // of a payload that is coming: booked so much at a time, an ordinary frame at once

// connections
inline constexpr std::size_t connections_max = 65536;  // or what the file descriptors allow
inline constexpr std::size_t connections_per_address_max = 256;   // of a peer from the network
inline constexpr std::size_t connections_per_network_max = 1024;  // of an IPv6 /64
inline constexpr std::size_t accepts_a_turn_max = 64;  // at one port, before others get on
inline constexpr auto path_lock_patience = 1s;  // at the start, for another node's on that path
inline constexpr auto accept_pause = 100ms;     // before another try without a free descriptor
inline constexpr std::size_t descriptors_reserved = 64;  // for everything that is no connection
inline constexpr std::size_t received_a_turn_bytes_max =
    1u << 20;  // from one connection, before others get on
inline constexpr std::size_t received_a_turn_messages_max = 512;
inline constexpr std::size_t control_messages_waiting_max = 1024;
inline constexpr std::size_t control_bytes_waiting_max =
    8u << 20;  // a peer that reads no replies is closed above this
inline constexpr std::size_t send_batch_bytes = 64u << 10;  // small messages that share one write
// The same behind a full kernel, where each that goes along goes before a more important one.
inline constexpr std::size_t send_batch_behind_bytes = 4u << 10;
inline constexpr auto header_timeout =
    5s;  // a peer that starts a message finishes its header and payload moving
inline constexpr std::size_t receive_bytes_min =
    8u << 10;  // per header_timeout while a payload is under way
// Nor may a payload take more of them in all, whatever its size: each must bring that share of it.
// 64 MiB on a link of 1.7 Mbit/s, which could not carry video of such frames; 500 kB and less on
// one of 13 kbit/s.
inline constexpr std::size_t receive_windows_max = 64;
inline constexpr auto ping_interval = 1s;      // after this long without sending anything
inline constexpr auto peer_silence_max = 5s;   // a peer that said hello and then nothing is dead
inline constexpr auto farewell_patience = 5s;  // for a peer to take the last words and end as well
inline constexpr auto farewell_silence = 1500ms;  // of one that has them: it pings more often
inline constexpr auto connect_timeout = 3s;
inline constexpr auto connect_stagger = 250ms;  // then a host's next address is tried as well
inline constexpr auto hello_patience = 500ms;   // then a silent peer is taken for a plain one
// Bounds what waits unseen in the kernel. Measured with 200 kB frames to 16 readers, CPU s/GB:
// 32 KiB 0.202, 64 KiB 0.182, 96 KiB 0.197, 128 KiB 0.234, 160 KiB and more 0.195.
inline constexpr std::uint32_t notsent_lowat_bytes = 64u << 10;

// Payloads that pass through without being copied into this process. A pipe of 1 MiB has 256
// places; the system grants an unprivileged user 64 such pipes (fs.pipe-user-pages-soft).
// What that saves grows with what is sent, what it costs does not: measured with 200 kB frames, 1
// reader pays 20 % more, 4 the same (21 % less unpaced), 16 8 % less, 64 15 % less; 2 MB to 4 34 %.
inline constexpr std::size_t passed_on_bytes_min = 512u << 10;  // of a frame, to all its readers
inline constexpr std::uint32_t piped_payload_bytes_min = 32u << 10;
inline constexpr std::uint32_t piped_payload_bytes_max = 16u << 20;
inline constexpr std::size_t piped_head_bytes_max = 512;  // looked at before that is decided
inline constexpr std::size_t pipe_bytes = 1u << 20;
inline constexpr std::size_t pipes_max = 128;
// Threads that write: the node's own and its helpers.
inline constexpr std::size_t send_threads_max = 64;
inline constexpr std::size_t handed_over_bytes_min = 32u << 10;  // of one write: worth waking one
inline constexpr std::size_t pipes_idle_max = 16;                // kept for the next payload

// commands
inline constexpr std::size_t requests_open_max = 256;  // per peer and direction
// Of those, what a connection asks about its own outputs; the rest of them waits its turn.
inline constexpr std::size_t questions_open_max = requests_open_max / 2;
inline constexpr unsigned announcements_open_max = 4;  // of those, about one output
inline constexpr std::size_t requests_held_bytes_max =
    control_payload_bytes_max;  // per peer, behind a change of its own: one of any size, many small
inline constexpr auto request_timeout = 3s;
inline constexpr std::size_t subscribers_max = 64;       // of one node
inline constexpr auto subscription_interval_min = 50ms;  // between two changes
inline constexpr std::size_t log_settings_max = 64;      // different ones in one run
inline constexpr std::size_t log_line_bytes_max = 4096;  // PIPE_BUF: a pipe takes it whole or not
inline constexpr std::size_t log_sentences_max = 8;      // counted each, of what one owner repeats
inline constexpr std::size_t log_ration_lines = 32;      // of what others cause, in each
inline constexpr auto log_ration_period = 60s;
inline constexpr std::size_t history_events_max = 1024;  // that a node remembers

// recordings that peers ask for
inline constexpr std::size_t sinks_max = 64;
inline constexpr std::size_t sink_frames_writing_max = 8;        // handed to the disk at once
inline constexpr std::uint64_t sink_free_bytes_min = 64u << 20;  // left for others on its disk
inline constexpr unsigned sink_parts_max = 10'000;               // files of one name
inline constexpr auto sink_retry_first = 500ms;
inline constexpr auto sink_retry_max = 10s;
inline constexpr auto sink_close_patience = 40s;  // a long MP4 is written again at its end

// windows that peers ask for
inline constexpr std::size_t displays_max = 16;
inline constexpr std::size_t panes_coming_max = 64;  // that a screen which hangs has not opened yet
inline constexpr std::uint32_t window_width_default = 640;   // pixels, until a picture says more
inline constexpr std::uint32_t window_height_default = 360;  // pixels
inline constexpr unsigned no_signal_fps_max = 60;
inline constexpr auto display_retry_first = 500ms;
inline constexpr auto display_retry_max = 10s;
inline constexpr auto screen_patience = 1s;  // at the end, for a screen that does not answer

// relay
inline constexpr std::size_t streams_max = 1024;
inline constexpr std::size_t outputs_max = 4096;
// Room for the largest group that a late reader begins with: see keyframe_group_frames_max.
inline constexpr std::uint32_t completeness_frames_default = 600;
inline constexpr std::uint64_t completeness_bytes_default = 64u << 20;
inline constexpr std::uint32_t completeness_frames_max = 100'000;
inline constexpr std::uint64_t completeness_bytes_max = 4ull << 30;
inline constexpr unsigned soft_budget_factor = 2;  // a soft budget's ceiling, in budgets

// the keyframe group that a late reader of an inter-coded stream gets at once, per stream
inline constexpr std::size_t keyframe_group_frames_max = 600;  // 10 s at 60/s
inline constexpr std::uint64_t keyframe_group_bytes_max = 16u << 20;

// frame memory of a node, in all; the ladder's rungs are shares of it
inline constexpr std::uint64_t memory_bytes_default = 1ull << 30;
inline constexpr std::uint64_t memory_bytes_min = 16u << 20;
inline constexpr unsigned memory_refuse_new_percent = 70;   // no new streams, no new outputs
inline constexpr unsigned memory_drop_groups_percent = 80;  // no keyframe groups for late readers
inline constexpr unsigned memory_forget_sent_percent = 85;  // what was sent and is not answered for
inline constexpr unsigned memory_shed_queues_percent = 90;  // the longest queues are emptied
inline constexpr unsigned memory_refuse_frames_percent =
    97;                                                 // the least important are not taken in
inline constexpr unsigned memory_recovery_percent = 5;  // below a rung before it is left

// schedulers
inline constexpr unsigned scheduler_weight_max = 1000;
inline constexpr std::uint64_t scheduler_quantum_bytes = 64u << 10;  // a turn's bytes per weight
inline constexpr std::uint64_t scheduler_frame_bytes = 100;  // that a smaller frame counts as
// source suppression, by the age of the oldest frame that waits for the connection
inline constexpr auto suppression_age_high = 250ms;  // above: one more output is given up
inline constexpr auto suppression_age_low = 50ms;    // below, for long enough: one is taken back
inline constexpr auto suppression_hold = 500ms;      // between two steps down
inline constexpr auto suppression_recovery = 2s;     // of calm before a step back up

// capture
inline constexpr std::size_t capture_frames_waiting_max = 32;  // from a device to the node thread

// congestion and delivery
inline constexpr auto congestion_report_spacing_min = 1s;  // of one output, while it is congested
inline constexpr auto congestion_report_interval = 10s;    // of one output, when nothing happens
inline constexpr std::size_t congestion_reports_a_turn_max = 256;  // of all outputs, to each peer
inline constexpr auto congestion_calm = 5s;  // without a drop, until an output is called well again
inline constexpr auto congestion_age_max = 1s;  // a frame that waits for longer is congestion, too
inline constexpr auto resume_patience = 10s;    // an acknowledging reader is waited for this long
inline constexpr auto drain_patience = 2s;      // at the end, for completeness outputs
inline constexpr std::size_t incarnations_max = 1024;  // of restarted sources, remembered
// A source that is here twice has lost its former connection when nothing was heard of that for so
// long; it pings after ping_interval.
inline constexpr auto former_silence_min = 1500ms;

// reconnecting and recovering
inline constexpr auto backoff_first = 10ms;
inline constexpr auto backoff_max = 500ms;
inline constexpr auto reconcile_interval = 1s;  // safety tick; everything else is by event
inline constexpr auto step_deadline = 5s;       // a step of a resource that takes longer has failed
inline constexpr unsigned lasting_failures_max = 3;  // in a row, of what trying again cannot mend

// wanted state
inline constexpr std::size_t changes_waiting_max = 1024;  // that a disk has not taken yet
inline constexpr std::size_t wanted_file_bytes_max = 16u << 20;

// metrics over HTTP
inline constexpr int metrics_connections_max = 16;
inline constexpr std::size_t metrics_request_bytes_max = 4096;
inline constexpr auto metrics_patience = 2s;  // for one request and its answer

// a topology or configuration file
inline constexpr std::size_t topology_bytes_max = 4u << 20;

// discovery
inline constexpr auto announce_interval = 5s;
inline constexpr int announce_intervals_silent_max = 3;
inline constexpr std::size_t peers_max = 4096;
inline constexpr std::size_t peers_per_address_max = 1024;  // of those nobody has spoken to yet
inline constexpr auto probe_answer_delay_max = 50ms;   // spread, so that answers do not collide
inline constexpr std::size_t peer_log_lines_max = 32;  // per announce interval
inline constexpr auto announce_spacing_min = 250ms;    // between two of our own, whoever asks
inline constexpr std::size_t unicast_peers_max =
    64;  // told and asked one by one, without multicast

// pictures
inline constexpr std::uint32_t picture_side_max = 16384;  // pixels
inline constexpr std::uint64_t picture_pixels_max = 64u << 20;

// children (ffmpeg and the like)
inline constexpr std::size_t child_error_bytes_max = 2048;  // of stderr, kept for the error
inline constexpr std::size_t child_error_lines_max = 3;     // of those, shown
inline constexpr auto child_patience = 1s;  // between asking a child to end and killing it

// capture
inline constexpr auto camera_silence_max = 5s;  // a streaming camera that delivers nothing is lost

}  // namespace weir::limits
