// The shapes the page is given. Types only; the page draws them and decides nothing.

/**
 * @typedef {object} NodeView
 * @property {string} key
 * @property {string} name
 * @property {string} address  empty when it accepts no connections
 * @property {number} siteId
 * @property {string[]} functions
 * @property {'online' | 'connecting' | 'heard' | 'offline'} state  heard: announces itself, accepts no connections
 * @property {string} detail  why it is not online
 * @property {boolean} duplicate
 * @property {number | null} roundTripMs
 * @property {number | null} uptimeMs
 * @property {{kind: string, name: string, current: string, wanted: string, error: string, retryInMs: number, gaveUp: boolean}[]} troubles
 * @property {{streamId: number, device: string, width: number, height: number, fps: number, destination: string}[]} ingests
 * @property {{streamId: number, path: string, state: string, wanted: string}[]} sinks  recordings; states are empty while
 *     the node does not tell
 * @property {{streamId: number, state: string, wanted: string}[]} displays  windows, the same way
 * @property {number} historyVersion  grows with every event of the node
 *
 * @typedef {object} StreamView
 * @property {string} key
 * @property {string} node
 * @property {string} nodeName
 * @property {number} id
 * @property {boolean} live  frames are arriving at the node
 * @property {boolean} known  the node is connected, so `live` is fresh
 * @property {string} format
 * @property {number} width
 * @property {number} height
 * @property {number} fps
 * @property {number} bitsPerSecond
 * @property {number} framesReceived
 * @property {number} framesLost
 * @property {string} source  the node before this one, or the device
 * @property {string} origin  the node that makes the stream
 * @property {number} hops  from there
 * @property {boolean} ingest  started by a start_ingest on this node
 * @property {boolean} previewable
 *
 * @typedef {object} RouteView
 * @property {string} key
 * @property {string} node
 * @property {string} nodeName
 * @property {number} streamId
 * @property {number} outputId
 * @property {string} to
 * @property {string} mode
 * @property {'connected' | 'congested' | 'waiting' | 'wanted' | 'unknown'} state  congested: it drops, or a
 *     frame has waited for long
 * @property {'relay' | 'ingest' | 'sink' | 'display' | 'reader'} kind  asked for by start_relay; part of a source; a recording or
 *     a window of the node; on its reader's own connection and gone with it. Only the first can be removed from here
 * @property {number} fps
 * @property {number} received
 * @property {number} sent
 * @property {number} waiting
 * @property {number} bytesWaiting
 * @property {number} oldestAgeMs
 * @property {number} bitsPerSecond
 * @property {number} kernelBytes  handed to the kernel, not sent yet
 * @property {number} retained  frames sent and not acknowledged yet
 * @property {number} gaps  how often the reader was told that frames before are missing
 * @property {{cause: string, frames: number}[]} drops
 * @property {string[]} historyNames  what its events are about
 *
 * @typedef {{nodes: NodeView[], streams: StreamView[], routes: RouteView[]}} GraphView
 */

export {};
