// Generated from schema/ by codegen. Do not edit.

/** A number while it is exact, a bigint beyond 2^53. */
export type Int64 = number | bigint;
type Bytes = Uint8Array | DataView;
type Some<T> = { [K in keyof T]?: T[K] extends object ? (T[K] extends Uint8Array ? T[K] : T[K] extends (infer E)[] ? (E extends object ? Some<E>[] : E[]) : Some<T[K]>) : T[K] };

export class DecodeError extends Error {
  readonly problem: 'truncated' | 'too_long' | 'too_many' | 'out_of_range' | 'unknown_value' | 'bad_bool' | 'bad_text';
  readonly offset: number;
}

export class Framer {
  constructor(limit?: number);
  readonly bytesWaiting: number;
  push(chunk: Uint8Array): Generator<{ type: number; payload: Uint8Array }, void, void>;
}

export const protocolVersion: number;
export const schemaHash: number;

/** What a peer must be allowed to do before a message or command of its is served. */
export const Access: {
  /** See streams and states. */ readonly view: 1;
  /** Change what nodes do. */ readonly control: 2;
  /** Change who may do what. */ readonly admin: 3;
};

/** What a node is able to do. */
export const FunctionFlags: {
  /** Produces streams. */ readonly source: 0x0001;
  /** Receives and distributes streams. */ readonly relay: 0x0002;
  /** Consumes streams. */ readonly sink: 0x0004;
  /** Takes part in the control plane. */ readonly controller: 0x0008;
};

/** How a command ended. */
export const Status: {
  /** The reply's body follows. */ readonly ok: 0;
  /** Tried and failed. */ readonly error: 1;
  /** This node does not know the command. */ readonly unknownCommand: 2;
  /** The request could not be decoded or makes no sense. */ readonly invalidParams: 3;
  /** No such stream, output, device or control. */ readonly notFound: 4;
  /** The peer may not do this here. */ readonly refused: 5;
  /** The receiver cannot decode the stream. */ readonly unsupportedFormat: 6;
  /** Something else has this id already. */ readonly conflict: 7;
  /** The node lacks what it takes: a screen, a folder for recordings, a program. */ readonly unavailable: 8;
};

/** Where a device's pictures come from. */
export const DeviceKind: {
  /** A V4L2 capture device. */ readonly camera: 1;
  /** An X11 display. */ readonly screen: 2;
  /** Made up; carries its own frame number. */ readonly pattern: 3;
  /** A media file. */ readonly file: 4;
};

/** What a device control holds. The numbers are V4L2's. */
export const ControlType: {
  /** A number in a range. */ readonly integer: 1;
  /** 0 or 1. */ readonly boolean: 2;
  /** One of the named items. */ readonly menu: 3;
  /** Acts when set; has no value. */ readonly button: 4;
  /** A 64 bit number. */ readonly integer64: 5;
  /** A heading. */ readonly controlClass: 6;
  /** A text. */ readonly text: 7;
  /** A set of bits. */ readonly bitmask: 8;
  /** One of the listed numbers. */ readonly integerMenu: 9;
};

/** How the payload of a frame is encoded; decides how a receiver decodes it. */
export const Format: {
  /** One JPEG picture per frame. */ readonly mjpeg: 0x0001;
  /** H.264. */ readonly h264: 0x0002;
  /** H.265 (HEVC). */ readonly h265: 0x0003;
  /** AV1. */ readonly av1: 0x0004;
  /** FFV1. */ readonly ffv1: 0x0005;
  /** ProRes. */ readonly prores: 0x0006;
  /** One QOI picture per frame. */ readonly qoi: 0x0007;
  /** Pixels as pixel_format says. */ readonly raw: 0x0008;
  /** Pixels as pixel_format says, one zstd frame each. */ readonly rawZstd: 0x0009;
};

/** Layout of raw pixels; none for compressed formats. */
export const PixelFormat: {
  /** The format is compressed. */ readonly none: 0;
  /** BGRA, 8 bits each. */ readonly bgra8888: 0x0001;
  /** RGBA, 8 bits each. */ readonly rgba8888: 0x0002;
  /** BGR, 8 bits each. */ readonly bgr888: 0x0003;
  /** YUV 4:2:0 planar. */ readonly yuv420p: 0x0004;
  /** YUV 4:2:2 packed. */ readonly yuv422: 0x0005;
};

/** How a frame was produced. For people and diagnostics; does not affect decoding. */
export const Origin: {
  /** The camera or capture card encoded it. */ readonly deviceNative: 0x0001;
  /** libjpeg-turbo. */ readonly libjpegTurbo: 0x0002;
  /** ffmpeg as a library. */ readonly ffmpegLibavcodec: 0x0003;
  /** ffmpeg as a process. */ readonly ffmpegSubprocess: 0x0004;
  /** VA-API. */ readonly vaapi: 0x0005;
  /** NVENC. */ readonly nvenc: 0x0006;
  /** Other software. */ readonly software: 0x0007;
};

/** What happened to a stream at its source. */
export const EventCode: {
  /** Device or source lost. Discard any partial frame. */ readonly interrupted: 0x01;
  /** Device or source back. The next frame starts clean. */ readonly resumed: 0x02;
};

/** What a timed frame carries. */
export const MediaKind: {
  /** A picture. */ readonly video: 1;
  /** Sound. */ readonly audio: 2;
  /** Anything else. */ readonly data: 3;
};

/** What a reader must know about a frame before decoding it. */
export const FrameFlags: {
  /** Decodable without any earlier frame. */ readonly keyframe: 0x01;
  /** Does not continue the frame before it. */ readonly discontinuity: 0x02;
};

/** What an output does when its reader is too slow. */
export const DeliveryMode: {
  /** One frame waits; the rest is dropped. */ readonly lowLatency: 1;
  /** Frames wait in order within two budgets. */ readonly completeness: 2;
  /** A byte pipe without frames. */ readonly opaque: 3;
};

/** Which frame a low-latency output keeps. */
export const SlotPolicy: {
  /** The newest wins. */ readonly replacePending: 1;
  /** The waiting one stays. */ readonly keepPending: 2;
};

/** Which frame a full completeness output gives up. */
export const DropPolicy: {
  /** Keeps the newest frames. */ readonly dropOldest: 1;
  /** Keeps an unbroken beginning. */ readonly dropNewest: 2;
};

/** How firmly a completeness output keeps to its budget. */
export const BudgetPolicy: {
  /** The budget is never passed. */ readonly hard: 1;
  /** A burst may pass it, up to twice of it; there the output is brought back to the budget in one go. */ readonly soft: 2;
};

/** How the outputs that share a connection take turns. */
export const Scheduler: {
  /** The highest priority first; equals in turn. */ readonly strictPriority: 1;
  /** One frame of each in turn. */ readonly roundRobin: 2;
  /** Frames in the ratio of the weights. */ readonly weightedRoundRobin: 3;
  /** Bytes in the ratio of the weights. */ readonly deficitRoundRobin: 4;
  /** As strict priority; on a congested connection the lowest priority is given up until it has recovered. */ readonly sourceSuppression: 5;
};

/** Why a relay did not deliver a frame. */
export const DropCause: {
  /** A newer frame took the slot. */ readonly replaced: 1;
  /** The slot kept its older frame. */ readonly slotBusy: 2;
  /** The queue's frame budget was full. */ readonly frameBudget: 3;
  /** The queue's byte budget was full. */ readonly byteBudget: 4;
  /** Larger than the whole byte budget. */ readonly oversized: 5;
  /** The connection went away in the middle of the frame. */ readonly interrupted: 6;
  /** Waiting when the output was closed. */ readonly outputClosed: 7;
  /** The thread that takes the frames was too slow. */ readonly handoffFull: 8;
  /** Not decodable before the next keyframe. */ readonly awaitingKeyframe: 9;
  /** The node's frame memory was nearly full. */ readonly memoryCeiling: 10;
  /** The scheduler gave the output up while its connection was congested. */ readonly suppressed: 11;
  /** The recording did not take it: the disk is full or gone, or the writing program ended. */ readonly notStored: 12;
  /** The window could not show it: its bytes do not fit what the stream announced, or cannot be decoded. */ readonly notShown: 13;
};

/** What an event of a node's history is about. */
export const EventSubject: {
  /** The node itself. */ readonly node: 1;
  /** Something that the node is meant to do. */ readonly wanted: 2;
  /** One thing that the node keeps in its wanted state. */ readonly resource: 3;
  /** A stream as it comes in. */ readonly stream: 4;
  /** An output of the node. */ readonly output: 5;
  /** Another node. */ readonly peer: 6;
};

/** How frames travel on an edge. */
export const TransportMode: {
  /** Encapsulated wherever the sink allows it. */ readonly auto: 0;
  /** One message per frame. */ readonly encapsulated: 1;
  /** A byte pipe without frames. */ readonly opaque: 2;
};

/** How a picture is fitted into a window. */
export const Scale: {
  /** Fills the window and ignores the aspect ratio. */ readonly stretch: 1;
  /** Largest size that fits with black bars. */ readonly fit: 2;
  /** Covers the window; the edges are cropped. */ readonly fill: 3;
  /** Native pixels; the excess is cropped. */ readonly oneToOne: 4;
};

/** Where a picture sits that does not fill its window exactly. */
export const Anchor: {
  /** In the middle. */ readonly center: 1;
  /** In the top left corner. */ readonly topLeft: 2;
};

/** What a control_request asks for. */
export const Command: {
  /** Announces a stream on this connection. Its frames may follow at once; the receiver answers ok, or refuses and the sender stops. */ readonly streamOpen: 0x0001;
  /** The stream ends here; no frame of it follows on this connection. */ readonly streamClose: 0x0002;
  /** What the node could capture. */ readonly enumDevices: 0x0003;
  /** The settings of one device. */ readonly enumControls: 0x0004;
  /** Reads one setting. */ readonly getControl: 0x0005;
  /** Changes one setting. */ readonly setControl: 0x0006;
  /** The screens of the node. */ readonly enumMonitors: 0x0007;
  /** Makes the node capture a device as a stream and push it to a node. */ readonly startIngest: 0x0008;
  /** Ends what start_ingest began. */ readonly stopIngest: 0x0009;
  /** Makes the node show a stream in a window. */ readonly startDisplay: 0x000a;
  /** Closes the window of a stream. */ readonly stopDisplay: 0x000b;
  /** What the node is meant to do. */ readonly getConfigState: 0x0010;
  /** What the node does right now. */ readonly getRuntimeState: 0x0011;
  /** Makes the node record a stream. */ readonly startSink: 0x0012;
  /** Ends a recording. */ readonly stopSink: 0x0013;
  /** Gives a stream one more output. */ readonly startRelay: 0x0014;
  /** Closes an output. */ readonly stopRelay: 0x0015;
  /** Asks for state_change messages on this connection, for as long as it lives, instead of polling. The first ones tell everything. Asked again, it begins anew. */ readonly subscribe: 0x0018;
  /** Makes the node look again at everything that is not as it should be, without waiting for its next try. */ readonly reconcileNow: 0x0019;
  /** Changes what the node writes to its log until it ends. */ readonly setLogLevel: 0x001a;
  /** Ends the node in order, as a signal does. What it is meant to do stays on its disk. */ readonly shutdown: 0x001b;
  /** What happened at the node lately, oldest first. It keeps a bounded number of events, and as many as fit into one message are told; asked again with the last number, it tells what follows. */ readonly getEvents: 0x001c;
  /** The sender of an acknowledged output asks the receiver where to go on, before it sends any frame of it on a new connection. A receiver that cannot acknowledge refuses. */ readonly resumeDelivery: 0x0020;
};

export const MessageType: {
  readonly videoFrame: 0x0001;
  readonly controlRequest: 0x0002;
  readonly controlResponse: 0x0003;
  readonly streamEvent: 0x0004;
  readonly timedFrame: 0x0006;
  readonly hello: 0x0007;
  readonly ping: 0x0008;
  readonly pong: 0x0009;
  readonly congestionReport: 0x000a;
  readonly announcement: 0x0010;
  readonly probe: 0x0011;
  readonly deliveryMark: 0x0012;
  readonly deliveryAck: 0x0013;
  readonly stateChange: 0x0018;
};

/** The name of a value; '' when the schema does not list it. */
export const nameOf: {
  access(value: number): string;
  functionFlags(value: number): string;
  status(value: number): string;
  deviceKind(value: number): string;
  controlType(value: number): string;
  format(value: number): string;
  pixelFormat(value: number): string;
  origin(value: number): string;
  eventCode(value: number): string;
  mediaKind(value: number): string;
  frameFlags(value: number): string;
  deliveryMode(value: number): string;
  slotPolicy(value: number): string;
  dropPolicy(value: number): string;
  budgetPolicy(value: number): string;
  scheduler(value: number): string;
  dropCause(value: number): string;
  eventSubject(value: number): string;
  transportMode(value: number): string;
  scale(value: number): string;
  anchor(value: number): string;
  command(value: number): string;
  messageType(value: number): string;
};

/** Body of a control_response whose status is not ok. */
export interface Refusal {
  /** One sentence for the person who asked. */ reason: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** One way in which a device can deliver. */
export interface DeviceFormat {
  format: number;
  pixelFormat: number;
  /** [px] */ width: number;
  /** [px] */ height: number;
  fpsN: number;
  fpsD: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Something that a node can capture. */
export interface Device {
  kind: number;
  /** What start_ingest calls it. */ path: string;
  /** What its maker calls it. */ name: string;
  driver: string;
  /** Where it is plugged in. */ bus: string;
  formats: DeviceFormat[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** One entry of a menu control. */
export interface MenuItem {
  index: number;
  /** The number of an integer_menu item. */ value: Int64;
  name: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** A setting of a device. */
export interface Control {
  /** V4L2's control id. */ id: number;
  type: number;
  /** V4L2's control flags. */ flags: number;
  minimum: Int64;
  maximum: Int64;
  step: Int64;
  defaultValue: Int64;
  value: Int64;
  name: string;
  menu: MenuItem[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** A screen and where it sits on the desktop. */
export interface Monitor {
  /** [px] */ x: number;
  /** [px] */ y: number;
  /** [px] */ width: number;
  /** [px] */ height: number;
  /** [mm] */ widthMm: number;
  /** [mm] */ heightMm: number;
  /** [mHz] */ refresh: number;
  name: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** What a relay and a viewer know about a frame without decoding it. */
export interface MediaHead {
  mediaKind: number;
  flags: number;
  /** Per stream, +1 per frame produced, wraps. A gap is a loss. */ sequence: number;
  /** [us] Unix time at which the source took the frame. */ captureTime: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** An output that a relay is wanted to have. */
export interface RelayEdge {
  /** Assigned by the relaying node when it starts an output. 0 is no output. */ outputId: number;
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** Id of the stream on this output; 0 passes stream_id through. */ outputStreamId: number;
  mode: number;
  slotPolicy: number;
  dropPolicy: number;
  /** Higher goes first. */ priority: number;
  /** [frames] Frame budget of a completeness output; 0 is the node's default. */ framesMax: number;
  /** [bytes] Byte budget of a completeness output; 0 is the node's default. */ bytesMax: Int64;
  /** 0 when dest_host is a node name or empty. */ destPort: number;
  /** Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives. */ destHost: string;
  /** Of a completeness output; 0 is hard. */ budgetPolicy: number;
  /** Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default. */ scheduler: number;
  /** Share of the connection under weighted and deficit round-robin; 0 counts as 1. */ weight: number;
  /** The reader answers for what it has, and gets the rest again after a lost connection. Completeness only. */ acknowledged: boolean;
  /** Of the stream and of dest_host; 0 is the node's own site. */ siteId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Frames lost to one cause since the output was opened. */
export interface DropCount {
  cause: number;
  /** [frames] */ frames: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** One thing that changed at a node, and when. */
export interface NodeEvent {
  /** From 1 at the node's start, +1 per event; a gap is what the reader missed. */ number: Int64;
  /** [ms] Unix time. */ at: Int64;
  subject: number;
  /** Of the subject. */ name: string;
  /** State it was in; empty when it is new. */ before: string;
  /** State it is in since; empty when it is gone. */ after: string;
  /** For people: why, as far as the node knows. */ detail: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** One thing that the node keeps in its wanted state. */
export interface ResourceState {
  /** capture, connection, output, ... */ kind: string;
  name: string;
  /** State it is in. */ current: string;
  /** State it should be in. */ wanted: string;
  /** [ms] For how long it has been in its current state. */ since: Int64;
  /** [ms] Until the next try; 0 when none is due. */ retryIn: number;
  /** Why it is not where it should be; empty when nothing is wrong. */ error: string;
  /** Its own for as long as the node runs; 0 from older nodes. */ number: number;
  /** The step in progress; empty when there is none. */ action: string;
  /** In a row; forgotten when the wanted state was held for a while. */ failures: number;
  /** Not tried again until it is wanted otherwise, its device appears or reconcile_now asks. */ gaveUp: boolean;
  /** Name of the resource that must be there first; empty when there is none. */ waitsFor: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** A stream as the node sees it. */
export interface StreamState {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** Frames are arriving. */ live: boolean;
  format: number;
  pixelFormat: number;
  origin: number;
  /** [px] */ width: number;
  /** [px] */ height: number;
  /** [mHz] Measured frame rate. */ fpsMilli: number;
  /** [bit/s] Measured payload rate. */ bitsPerSecond: Int64;
  /** [frames] */ framesReceived: Int64;
  /** [frames] Gaps in the sequence numbers. */ framesLost: Int64;
  /** Peer or device that it comes from. */ source: string;
  /** [frames] Not taken in because the node's frame memory was full. */ framesRefused: Int64;
  /** [frames] Of an acknowledged stream: lost for good before they got here, as its source says. */ framesMissing: Int64;
  /** [frames] Of an acknowledged stream: came again after a lost connection, and went no further. */ framesRepeated: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** An output of the node as it is now. */
export interface OutputState {
  /** Assigned by the relaying node when it starts an output. 0 is no output. */ outputId: number;
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  mode: number;
  /** Who reads it. */ peer: string;
  connected: boolean;
  /** [frames] */ framesReceived: Int64;
  /** [frames] */ framesSent: Int64;
  /** [frames] */ framesWaiting: number;
  /** [bytes] */ bytesWaiting: Int64;
  /** [ms] Age of the oldest waiting frame. */ oldestAge: number;
  /** [bytes] */ kernelQueue: number;
  /** [mHz] Measured frame rate. */ fpsMilli: number;
  drops: DropCount[];
  /** How often the reader of an inter-coded stream was told, by a discontinuity flag, that frames before are missing. */ gaps: Int64;
  /** [bit/s] Measured payload rate. */ bitsPerSecond: Int64;
  /** It drops, or a frame has waited for long. */ congested: boolean;
  /** [frames] Sent and not acknowledged yet; 0 where nobody asked for acknowledgements. */ framesRetained: number;
  /** [bytes] Of the retained frames. */ bytesRetained: Int64;
  /** [frames] Forgotten before they were acknowledged, because there was no more room for them; lost if the connection is. */ framesOverrun: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** A node that this node has heard of. */
export interface PeerState {
  name: string;
  /** host:port. */ address: string;
  /** 0 is local or unassigned and never crosses a site boundary. */ siteId: number;
  functionFlags: number;
  /** Random at every start of a node; a new one means a restart. */ bootNonce: bigint;
  /** [ms] Age of its last announcement. */ lastSeen: number;
  /** Another node has the same name. */ duplicate: boolean;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** A capture that a node is wanted to run. */
export interface Ingest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** 0 lets the node choose. */ format: number;
  /** [px] 0 lets the node choose. */ width: number;
  /** [px] 0 lets the node choose. */ height: number;
  /** Numerator of the frame rate; 0 lets the node choose. */ fpsN: number;
  /** Denominator of the frame rate. */ fpsD: number;
  /** 0 when dest_host is a node name or empty. */ destPort: number;
  transportMode: number;
  /** /dev/video0, screen:, pattern: or file:/path. */ devicePath: string;
  /** Node name or host to push to; empty keeps the stream on the node for readers to attach. */ destHost: string;
  /** Of the stream and of dest_host; 0 is the node's own site. */ siteId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** A window that a node is wanted to show. */
export interface Display {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** [px] */ winX: number;
  /** [px] */ winY: number;
  /** [px] 0 takes the picture's width. */ winW: number;
  /** [px] 0 takes the picture's height. */ winH: number;
  scale: number;
  anchor: number;
  /** Rate of the no-signal picture; 0 shows none. */ noSignalFps: number;
  /** Send 0. */ reserved: number;
  /** Of the stream; 0 is the node's own site. */ siteId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** A recording that a node is wanted to make. */
export interface Sink {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** File to write, below the folder that the node's owner has set aside for recordings. */ path: string;
  /** Of the stream; 0 is the node's own site. */ siteId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** One frame of a stream, with nothing but its bytes. Always accepted; our own nodes send timed_frame. */
export interface VideoFrame {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** One whole encoded picture, as stream_open announced it. */ data: Uint8Array;
}

/** Asks the peer to do something. What the command itself requires is checked as well. */
export interface ControlRequest {
  /** Chosen by the asking side; comes back in the response. */ requestId: number;
  command: number;
  /** The command's request. */ body: Uint8Array;
}

/** Answers a control_request. Readable without a table of open requests. */
export interface ControlResponse {
  /** The request's. */ requestId: number;
  /** The request's. */ command: number;
  status: number;
  /** The command's reply when status is ok, else a refusal. */ body: Uint8Array;
}

/** A stream changed state at its source. Sent on the stream's own connection, before the first missing frame when the sender still can, else as the first message after recovery. Relays pass it to every output of the stream. */
export interface StreamEvent {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  code: number;
  /** [ms] Age of the event when sent. */ age: number;
  /** For people, not for parsing. */ detail: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** One frame of a stream with its sequence number and capture time. */
export interface TimedFrame {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** Grows at its end; relays pass on what they do not know. */ head: MediaHead;
  /** One whole encoded picture, as stream_open announced it. */ data: Uint8Array;
}

/** First message of each side of a connection between our own nodes. A peer that sends none is served as a plain peer and never expected to answer a ping. */
export interface Hello {
  protocolVersion: number;
  /** Differs when the layouts differ. For the log, not for refusing. */ schemaHash: number;
  /** Random at every start of a node; a new one means a restart. */ bootNonce: bigint;
  /** 0 is local or unassigned and never crosses a site boundary. */ siteId: number;
  functionFlags: number;
  /** namespace:instance. */ nodeName: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Asks for a pong. Sent when nothing else was sent for a second. */
export interface Ping {
  nonce: number;
  /** [us] The sender's clock. */ sentAt: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Answers a ping. */
export interface Pong {
  /** The ping's. */ nonce: number;
  /** [us] The ping's. */ sentAt: Int64;
  /** [us] The answering node's clock. */ answeredAt: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** How one output of a relay copes. received = sent + dropped + waiting, always. Sent to the reader of the output and to controllers: when congestion begins and ends, at most once a second while it lasts, and every ten seconds otherwise. */
export interface CongestionReport {
  /** Assigned by the relaying node when it starts an output. 0 is no output. */ outputId: number;
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** [frames] */ framesReceived: Int64;
  /** [frames] */ framesSent: Int64;
  /** [frames] */ framesWaiting: number;
  /** [bytes] */ bytesWaiting: Int64;
  /** [ms] Age of the oldest waiting frame. */ oldestAge: number;
  /** [bytes] Accepted by the kernel and not yet acknowledged by the reader. */ kernelQueue: number;
  drops: DropCount[];
  /** It drops, or a frame has waited for long; false when a peer is told that this is over. */ congested: boolean;
  /** [mHz] Sent over the last seconds. */ fpsMilli: number;
  /** [bit/s] Sent over the last seconds. */ bitsPerSecond: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** A node says that it exists. Sent at start, every few seconds, and when a probe asks. */
export interface Announcement {
  protocolVersion: number;
  /** 0 is local or unassigned and never crosses a site boundary. */ siteId: number;
  /** Where a node accepts connections. */ tcpPort: number;
  functionFlags: number;
  /** namespace:instance. */ name: string;
  /** Random at every start of a node; a new one means a restart. */ bootNonce: bigint;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Asks every node to announce itself now. */
export interface Probe {
  /** The asking node's. */ bootNonce: bigint;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** The position of the next frame of a stream on this connection; each further one is the next number. Sent before the first frame, and where a frame does not follow the one before it: the numbers between are lost for good. */
export interface DeliveryMark {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** Names the numbering; drawn by the first node that has the stream, passed on by relays. */ epoch: bigint;
  /** Position of the next frame within the epoch. */ number: bigint;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** The receiver answers for every frame of the epoch below a number. A relay does so only for what all its own acknowledging readers have. */
export interface DeliveryAck {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** The mark's. */ epoch: bigint;
  /** The first number that is not answered for. */ number: bigint;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** What has changed at a node since the last state_change on this connection. A reader that is slow gets fewer and newer ones, never a queue of old ones. */
export interface StateChange {
  /** Forget what was told before; this and what follows tell everything. */ full: boolean;
  /** Did not fit into one message; the rest follows. */ more: boolean;
  /** Of what the node is meant to do. */ revision: Int64;
  /** New or different. */ ingests: Ingest[];
  /** New or different. */ displays: Display[];
  /** New or different. */ sinks: Sink[];
  /** New or different. */ relays: RelayEdge[];
  /** No longer wanted. */ ingestsGone: number[];
  /** No longer wanted. */ displaysGone: number[];
  /** No longer wanted. */ sinksGone: number[];
  /** No longer wanted. */ relaysGone: number[];
  /** New or different; passing time alone is no difference. */ resources: ResourceState[];
  /** New or different. */ streams: StreamState[];
  /** New or different. */ outputs: OutputState[];
  /** New or different; passing time alone is no difference. */ peers: PeerState[];
  /** Numbers of resources that are gone. */ resourcesGone: number[];
  /** No longer there. */ streamsGone: number[];
  /** No longer there. */ outputsGone: number[];
  /** No longer heard. */ peersGone: Int64[];
  /** What happened since, oldest first, as far as it is still kept; get_events tells what was before. */ events: NodeEvent[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StreamOpenRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  format: number;
  pixelFormat: number;
  origin: number;
  /** [px] */ width: number;
  /** [px] */ height: number;
  /** Numerator of the nominal frame rate; 0 is unknown. */ fpsN: number;
  /** Denominator of the nominal frame rate. */ fpsD: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StreamOpenReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StreamCloseRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StreamCloseReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface EnumDevicesRequest {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface EnumDevicesReply {
  devices: Device[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface EnumControlsRequest {
  devicePath: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface EnumControlsReply {
  controls: Control[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface GetControlRequest {
  devicePath: string;
  controlId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface GetControlReply {
  value: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface SetControlRequest {
  devicePath: string;
  controlId: number;
  value: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface SetControlReply {
  /** As the driver took it. */ value: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface EnumMonitorsRequest {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface EnumMonitorsReply {
  monitors: Monitor[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StartIngestRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** 0 lets the node choose. */ format: number;
  /** [px] 0 lets the node choose. */ width: number;
  /** [px] 0 lets the node choose. */ height: number;
  /** Numerator of the frame rate; 0 lets the node choose. */ fpsN: number;
  /** Denominator of the frame rate. */ fpsD: number;
  /** 0 when dest_host is a node name or empty. */ destPort: number;
  transportMode: number;
  /** /dev/video0, screen:, pattern: or file:/path. */ devicePath: string;
  /** Node name or host to push to; empty keeps the stream on the node for readers to attach. */ destHost: string;
  /** Of the stream and of dest_host; 0 is the node's own site. */ siteId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StartIngestReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StopIngestRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StopIngestReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StartDisplayRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** [px] */ winX: number;
  /** [px] */ winY: number;
  /** [px] 0 takes the picture's width. */ winW: number;
  /** [px] 0 takes the picture's height. */ winH: number;
  scale: number;
  anchor: number;
  /** Rate of the no-signal picture; 0 shows none. */ noSignalFps: number;
  /** Send 0. */ reserved: number;
  /** Of the stream; 0 is the node's own site. */ siteId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StartDisplayReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StopDisplayRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StopDisplayReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface GetConfigStateRequest {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface GetConfigStateReply {
  /** Grows with every change. */ revision: Int64;
  ingests: Ingest[];
  displays: Display[];
  sinks: Sink[];
  relays: RelayEdge[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface GetRuntimeStateRequest {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface GetRuntimeStateReply {
  nodeName: string;
  /** Random at every start of a node; a new one means a restart. */ bootNonce: bigint;
  /** [ms] */ uptime: Int64;
  resources: ResourceState[];
  streams: StreamState[];
  outputs: OutputState[];
  peers: PeerState[];
  /** [bytes] Frame memory in use. */ memoryHeld: Int64;
  /** [bytes] Its ceiling; 0 when the node does not say. */ memoryMax: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StartSinkRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** File to write, below the folder that the node's owner has set aside for recordings. */ path: string;
  /** Of the stream; 0 is the node's own site. */ siteId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StartSinkReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StopSinkRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StopSinkReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StartRelayRequest {
  /** Assigned by the controller; unique within a site. 0 is no stream. */ streamId: number;
  /** Id of the stream on this output; 0 passes stream_id through. */ outputStreamId: number;
  mode: number;
  slotPolicy: number;
  dropPolicy: number;
  /** Higher goes first. */ priority: number;
  /** [frames] Frame budget of a completeness output; 0 is the node's default. */ framesMax: number;
  /** [bytes] Byte budget of a completeness output; 0 is the node's default. */ bytesMax: Int64;
  /** 0 when dest_host is a node name or empty. */ destPort: number;
  /** Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives. */ destHost: string;
  /** Of a completeness output; 0 is hard. */ budgetPolicy: number;
  /** Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default. */ scheduler: number;
  /** Share of the connection under weighted and deficit round-robin; 0 counts as 1. */ weight: number;
  /** The reader answers for what it has, and gets the rest again after a lost connection. Completeness only. */ acknowledged: boolean;
  /** Of the stream and of dest_host; 0 is the node's own site. */ siteId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StartRelayReply {
  /** Assigned by the relaying node when it starts an output. 0 is no output. */ outputId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StopRelayRequest {
  /** Assigned by the relaying node when it starts an output. 0 is no output. */ outputId: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface StopRelayReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface SubscribeRequest {
  /** [ms] Least time between two changes; the node raises what is too short. */ interval: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface SubscribeReply {
  /** [ms] As the node took it. */ interval: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface ReconcileNowRequest {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface ReconcileNowReply {
  /** How many it keeps. */ resources: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface SetLogLevelRequest {
  /** MODULE:LEVEL, separated by commas; example: relay:debug,*:info. */ levels: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface SetLogLevelReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface ShutdownRequest {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface ShutdownReply {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface GetEventsRequest {
  /** Number of the last event that the asker knows; 0 asks for all that are kept. */ after: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface GetEventsReply {
  /** Of the node; a new one means that the numbers began anew. */ bootNonce: bigint;
  /** Number of the newest event; 0 when there is none yet. */ last: Int64;
  events: NodeEvent[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface ResumeDeliveryRequest {
  /** As it is sent on this connection. */ streamId: number;
  /** Of the oldest frame that the sender still has or expects. */ epoch: bigint;
  /** Of that frame. */ number: bigint;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface ResumeDeliveryReply {
  /** Of the newest frame that the receiver has; 0 when it has none. */ epoch: bigint;
  /** The first number of that epoch that it has not. */ number: bigint;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

interface Codec<T> {
  decode(bytes: Bytes): T;
  encode(value: Some<T>): Uint8Array;
}

export const decode: {
  videoFrame(payload: Bytes): VideoFrame;
  controlRequest(payload: Bytes): ControlRequest;
  controlResponse(payload: Bytes): ControlResponse;
  streamEvent(payload: Bytes): StreamEvent;
  timedFrame(payload: Bytes): TimedFrame;
  hello(payload: Bytes): Hello;
  ping(payload: Bytes): Ping;
  pong(payload: Bytes): Pong;
  congestionReport(payload: Bytes): CongestionReport;
  announcement(payload: Bytes): Announcement;
  probe(payload: Bytes): Probe;
  deliveryMark(payload: Bytes): DeliveryMark;
  deliveryAck(payload: Bytes): DeliveryAck;
  stateChange(payload: Bytes): StateChange;
};

export const encode: {
  videoFrame(value: Some<VideoFrame>): Uint8Array;
  controlRequest(value: Some<ControlRequest>): Uint8Array;
  controlResponse(value: Some<ControlResponse>): Uint8Array;
  streamEvent(value: Some<StreamEvent>): Uint8Array;
  timedFrame(value: Some<TimedFrame>): Uint8Array;
  hello(value: Some<Hello>): Uint8Array;
  ping(value: Some<Ping>): Uint8Array;
  pong(value: Some<Pong>): Uint8Array;
  congestionReport(value: Some<CongestionReport>): Uint8Array;
  announcement(value: Some<Announcement>): Uint8Array;
  probe(value: Some<Probe>): Uint8Array;
  deliveryMark(value: Some<DeliveryMark>): Uint8Array;
  deliveryAck(value: Some<DeliveryAck>): Uint8Array;
  stateChange(value: Some<StateChange>): Uint8Array;
};

export const body: {
  refusal: Codec<Refusal>;
  deviceFormat: Codec<DeviceFormat>;
  device: Codec<Device>;
  menuItem: Codec<MenuItem>;
  control: Codec<Control>;
  monitor: Codec<Monitor>;
  mediaHead: Codec<MediaHead>;
  relayEdge: Codec<RelayEdge>;
  dropCount: Codec<DropCount>;
  nodeEvent: Codec<NodeEvent>;
  resourceState: Codec<ResourceState>;
  streamState: Codec<StreamState>;
  outputState: Codec<OutputState>;
  peerState: Codec<PeerState>;
  ingest: Codec<Ingest>;
  display: Codec<Display>;
  sink: Codec<Sink>;
  streamOpenRequest: Codec<StreamOpenRequest>;
  streamOpenReply: Codec<StreamOpenReply>;
  streamCloseRequest: Codec<StreamCloseRequest>;
  streamCloseReply: Codec<StreamCloseReply>;
  enumDevicesRequest: Codec<EnumDevicesRequest>;
  enumDevicesReply: Codec<EnumDevicesReply>;
  enumControlsRequest: Codec<EnumControlsRequest>;
  enumControlsReply: Codec<EnumControlsReply>;
  getControlRequest: Codec<GetControlRequest>;
  getControlReply: Codec<GetControlReply>;
  setControlRequest: Codec<SetControlRequest>;
  setControlReply: Codec<SetControlReply>;
  enumMonitorsRequest: Codec<EnumMonitorsRequest>;
  enumMonitorsReply: Codec<EnumMonitorsReply>;
  startIngestRequest: Codec<StartIngestRequest>;
  startIngestReply: Codec<StartIngestReply>;
  stopIngestRequest: Codec<StopIngestRequest>;
  stopIngestReply: Codec<StopIngestReply>;
  startDisplayRequest: Codec<StartDisplayRequest>;
  startDisplayReply: Codec<StartDisplayReply>;
  stopDisplayRequest: Codec<StopDisplayRequest>;
  stopDisplayReply: Codec<StopDisplayReply>;
  getConfigStateRequest: Codec<GetConfigStateRequest>;
  getConfigStateReply: Codec<GetConfigStateReply>;
  getRuntimeStateRequest: Codec<GetRuntimeStateRequest>;
  getRuntimeStateReply: Codec<GetRuntimeStateReply>;
  startSinkRequest: Codec<StartSinkRequest>;
  startSinkReply: Codec<StartSinkReply>;
  stopSinkRequest: Codec<StopSinkRequest>;
  stopSinkReply: Codec<StopSinkReply>;
  startRelayRequest: Codec<StartRelayRequest>;
  startRelayReply: Codec<StartRelayReply>;
  stopRelayRequest: Codec<StopRelayRequest>;
  stopRelayReply: Codec<StopRelayReply>;
  subscribeRequest: Codec<SubscribeRequest>;
  subscribeReply: Codec<SubscribeReply>;
  reconcileNowRequest: Codec<ReconcileNowRequest>;
  reconcileNowReply: Codec<ReconcileNowReply>;
  setLogLevelRequest: Codec<SetLogLevelRequest>;
  setLogLevelReply: Codec<SetLogLevelReply>;
  shutdownRequest: Codec<ShutdownRequest>;
  shutdownReply: Codec<ShutdownReply>;
  getEventsRequest: Codec<GetEventsRequest>;
  getEventsReply: Codec<GetEventsReply>;
  resumeDeliveryRequest: Codec<ResumeDeliveryRequest>;
  resumeDeliveryReply: Codec<ResumeDeliveryReply>;
};

export const request: {
  /** Announces a stream on this connection. Its frames may follow at once; the receiver answers ok, or refuses and the sender stops. */
  streamOpen(requestId: number, value?: Some<StreamOpenRequest>): Uint8Array;
  /** The stream ends here; no frame of it follows on this connection. */
  streamClose(requestId: number, value?: Some<StreamCloseRequest>): Uint8Array;
  /** What the node could capture. */
  enumDevices(requestId: number, value?: Some<EnumDevicesRequest>): Uint8Array;
  /** The settings of one device. */
  enumControls(requestId: number, value?: Some<EnumControlsRequest>): Uint8Array;
  /** Reads one setting. */
  getControl(requestId: number, value?: Some<GetControlRequest>): Uint8Array;
  /** Changes one setting. */
  setControl(requestId: number, value?: Some<SetControlRequest>): Uint8Array;
  /** The screens of the node. */
  enumMonitors(requestId: number, value?: Some<EnumMonitorsRequest>): Uint8Array;
  /** Makes the node capture a device as a stream and push it to a node. */
  startIngest(requestId: number, value?: Some<StartIngestRequest>): Uint8Array;
  /** Ends what start_ingest began. */
  stopIngest(requestId: number, value?: Some<StopIngestRequest>): Uint8Array;
  /** Makes the node show a stream in a window. */
  startDisplay(requestId: number, value?: Some<StartDisplayRequest>): Uint8Array;
  /** Closes the window of a stream. */
  stopDisplay(requestId: number, value?: Some<StopDisplayRequest>): Uint8Array;
  /** What the node is meant to do. */
  getConfigState(requestId: number, value?: Some<GetConfigStateRequest>): Uint8Array;
  /** What the node does right now. */
  getRuntimeState(requestId: number, value?: Some<GetRuntimeStateRequest>): Uint8Array;
  /** Makes the node record a stream. */
  startSink(requestId: number, value?: Some<StartSinkRequest>): Uint8Array;
  /** Ends a recording. */
  stopSink(requestId: number, value?: Some<StopSinkRequest>): Uint8Array;
  /** Gives a stream one more output. */
  startRelay(requestId: number, value?: Some<StartRelayRequest>): Uint8Array;
  /** Closes an output. */
  stopRelay(requestId: number, value?: Some<StopRelayRequest>): Uint8Array;
  /** Asks for state_change messages on this connection, for as long as it lives, instead of polling. The first ones tell everything. Asked again, it begins anew. */
  subscribe(requestId: number, value?: Some<SubscribeRequest>): Uint8Array;
  /** Makes the node look again at everything that is not as it should be, without waiting for its next try. */
  reconcileNow(requestId: number, value?: Some<ReconcileNowRequest>): Uint8Array;
  /** Changes what the node writes to its log until it ends. */
  setLogLevel(requestId: number, value?: Some<SetLogLevelRequest>): Uint8Array;
  /** Ends the node in order, as a signal does. What it is meant to do stays on its disk. */
  shutdown(requestId: number, value?: Some<ShutdownRequest>): Uint8Array;
  /** What happened at the node lately, oldest first. It keeps a bounded number of events, and as many as fit into one message are told; asked again with the last number, it tells what follows. */
  getEvents(requestId: number, value?: Some<GetEventsRequest>): Uint8Array;
  /** The sender of an acknowledged output asks the receiver where to go on, before it sends any frame of it on a new connection. A receiver that cannot acknowledge refuses. */
  resumeDelivery(requestId: number, value?: Some<ResumeDeliveryRequest>): Uint8Array;
};

export const reply: {
  streamOpen(requestId: number, value?: Some<StreamOpenReply>): Uint8Array;
  streamClose(requestId: number, value?: Some<StreamCloseReply>): Uint8Array;
  enumDevices(requestId: number, value?: Some<EnumDevicesReply>): Uint8Array;
  enumControls(requestId: number, value?: Some<EnumControlsReply>): Uint8Array;
  getControl(requestId: number, value?: Some<GetControlReply>): Uint8Array;
  setControl(requestId: number, value?: Some<SetControlReply>): Uint8Array;
  enumMonitors(requestId: number, value?: Some<EnumMonitorsReply>): Uint8Array;
  startIngest(requestId: number, value?: Some<StartIngestReply>): Uint8Array;
  stopIngest(requestId: number, value?: Some<StopIngestReply>): Uint8Array;
  startDisplay(requestId: number, value?: Some<StartDisplayReply>): Uint8Array;
  stopDisplay(requestId: number, value?: Some<StopDisplayReply>): Uint8Array;
  getConfigState(requestId: number, value?: Some<GetConfigStateReply>): Uint8Array;
  getRuntimeState(requestId: number, value?: Some<GetRuntimeStateReply>): Uint8Array;
  startSink(requestId: number, value?: Some<StartSinkReply>): Uint8Array;
  stopSink(requestId: number, value?: Some<StopSinkReply>): Uint8Array;
  startRelay(requestId: number, value?: Some<StartRelayReply>): Uint8Array;
  stopRelay(requestId: number, value?: Some<StopRelayReply>): Uint8Array;
  subscribe(requestId: number, value?: Some<SubscribeReply>): Uint8Array;
  reconcileNow(requestId: number, value?: Some<ReconcileNowReply>): Uint8Array;
  setLogLevel(requestId: number, value?: Some<SetLogLevelReply>): Uint8Array;
  shutdown(requestId: number, value?: Some<ShutdownReply>): Uint8Array;
  getEvents(requestId: number, value?: Some<GetEventsReply>): Uint8Array;
  resumeDelivery(requestId: number, value?: Some<ResumeDeliveryReply>): Uint8Array;
};

export function refusal(requestId: number, command: number, status: number, reason: string): Uint8Array;
export function decodeRequest(payload: Bytes): { requestId: number; command: number; name: string; body: any };
export function decodeReply(payload: Bytes): { requestId: number; command: number; name: string; status: number; body: any; reason: string };
export function accessOf(command: number): 'view' | 'control' | 'admin' | undefined;
