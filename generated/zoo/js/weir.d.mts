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

/** How a command ended. */
export const Status: {
  readonly ok: 0;
  readonly error: 1;
};

/** Open. Unknown values pass. */
export const Species: {
  readonly fish: 1;
  readonly bird: 2;
  readonly on: 3;
};

/** Closed. Unknown values are refused. */
export const Mood: {
  readonly calm: 0;
  readonly angry: 0x0100;
};

/** Unknown bits are kept. */
export const Skills: {
  readonly swims: 0x1;
  readonly flies: 0x80000000;
};

/** As in every protocol. */
export const Access: {
  readonly view: 1;
  readonly control: 2;
  readonly admin: 3;
};

/** What a control_request asks for. */
export const Command: {
  /** Feeds. */ readonly feed: 0x0001;
  /** Counts. */ readonly count: 0x0002;
};

export const MessageType: {
  readonly controlRequest: 0x0002;
  readonly controlResponse: 0x0003;
  readonly numbers: 0x0101;
  readonly animal: 0x0102;
  readonly cargo: 0x0103;
  readonly datagram: 0x0104;
  readonly nothing: 0x0105;
};

/** The name of a value; '' when the schema does not list it. */
export const nameOf: {
  status(value: number): string;
  species(value: number): string;
  mood(value: number): string;
  skills(value: number): string;
  access(value: number): string;
  command(value: number): string;
  messageType(value: number): string;
};

/** Why not. */
export interface Refusal {
  reason: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Frozen, so it has no size of its own. */
export interface Point {
  x: number;
  y: number;
}

/** An arm of the union. */
export interface Fish {
  /** [m] */ depth: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Another arm. */
export interface Bird {
  song: string;
  /** [m] */ height: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** An element that has grown. */
export interface Meal {
  grams: number;
  hot: boolean;
  name: string;
  tags: string[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Asks. */
export interface ControlRequest {
  requestId: number;
  command: number;
  body: Uint8Array;
}

/** Answers. */
export interface ControlResponse {
  requestId: number;
  command: number;
  status: number;
  body: Uint8Array;
}

/** Every number, and arrays of them. */
export interface Numbers {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
  g: Int64;
  h: Int64;
  i: number;
  j: number;
  yes: boolean;
  /** Grows without limit. */ big: bigint;
  smallRange: number;
  wideRange: Int64;
  unitRange: number;
  mood: number;
  triple: number[];
  moods: number[];
  bits: boolean[];
  bigs: bigint[];
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Unions, options, lists and growth. */
export interface Animal {
  /** Where an animal lives. */ cage: number;
  species: number;
  body: { fish: Fish } | { bird: Bird } | { unknown: Uint8Array };
  skills: number;
  /** [years] */ age: number | null;
  /** Empty is not none. */ nickname: string | null;
  home: Point | null;
  lastMeal: Meal | null;
  raw: Uint8Array;
  blob: Uint8Array;
  corner: Point;
  favourite: Meal;
  meals: Meal[];
  spots: Point[];
  ids: bigint[];
  counts: Int64[];
  flagsList: boolean[];
  moodList: number[];
  chunks: Uint8Array[];
  weight: number;
  label: string;
  seen: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Ends in everything else. */
export interface Cargo {
  /** Where an animal lives. */ cage: number;
  head: Fish;
  data: Uint8Array;
}

/** Small enough. */
export interface Datagram {
  name: string;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

/** Has no fields yet. */
export interface Nothing {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface FeedRequest {
  meal: Meal;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface FeedReply {
  left: number;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface CountRequest {
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

export interface CountReply {
  total: Int64;
  /** What a newer peer appended; not encoded. */ extra: Uint8Array;
}

interface Codec<T> {
  decode(bytes: Bytes): T;
  encode(value: Some<T>): Uint8Array;
}

export const decode: {
  controlRequest(payload: Bytes): ControlRequest;
  controlResponse(payload: Bytes): ControlResponse;
  numbers(payload: Bytes): Numbers;
  animal(payload: Bytes): Animal;
  cargo(payload: Bytes): Cargo;
  datagram(payload: Bytes): Datagram;
  nothing(payload: Bytes): Nothing;
};

export const encode: {
  controlRequest(value: Some<ControlRequest>): Uint8Array;
  controlResponse(value: Some<ControlResponse>): Uint8Array;
  numbers(value: Some<Numbers>): Uint8Array;
  animal(value: Some<Animal>): Uint8Array;
  cargo(value: Some<Cargo>): Uint8Array;
  datagram(value: Some<Datagram>): Uint8Array;
  nothing(value: Some<Nothing>): Uint8Array;
};

export const body: {
  refusal: Codec<Refusal>;
  point: Codec<Point>;
  fish: Codec<Fish>;
  bird: Codec<Bird>;
  meal: Codec<Meal>;
  feedRequest: Codec<FeedRequest>;
  feedReply: Codec<FeedReply>;
  countRequest: Codec<CountRequest>;
  countReply: Codec<CountReply>;
};

export const request: {
  /** Feeds. */
  feed(requestId: number, value?: Some<FeedRequest>): Uint8Array;
  /** Counts. */
  count(requestId: number, value?: Some<CountRequest>): Uint8Array;
};

export const reply: {
  feed(requestId: number, value?: Some<FeedReply>): Uint8Array;
  count(requestId: number, value?: Some<CountReply>): Uint8Array;
};

export function refusal(requestId: number, command: number, status: number, reason: string): Uint8Array;
export function decodeRequest(payload: Bytes): { requestId: number; command: number; name: string; body: any };
export function decodeReply(payload: Bytes): { requestId: number; command: number; name: string; status: number; body: any; reason: string };
export function accessOf(command: number): 'view' | 'control' | 'admin' | undefined;
