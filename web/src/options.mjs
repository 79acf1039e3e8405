// The command line. Pure: text in, options or one sentence out.

import { parseArgs } from 'node:util';

export const usage = `weir-web: the Weir controller; discovers nodes, shows the graph and live previews on a page.

  node web/src/main.mjs [options]

  --port N               port of the page; 0 takes a free one (default 0)
  --host ADDRESS         address the page listens on (default 127.0.0.1)
  --discovery GROUP:PORT multicast group nodes announce themselves in, or "off"
                         (default 224.0.0.251:5353; environment WEIR_DISCOVERY)
  --peer HOST:PORT       a node to connect to without discovery; may be repeated
  --name controller:NAME this controller's name among the nodes (default controller:HOSTNAME)
  --port-file FILE       write the page's port here once it listens
  --report FILE          write what was shown and dropped here at the end, as JSON
  --help                 this text

Exit codes: 0 ended as asked, 1 failed, 2 wrong usage.
`;

/**
 * @typedef {object} Options
 * @property {number} port
 * @property {string} host
 * @property {{group: string, port: number} | null} discovery  null when off
 * @property {{host: string, port: number}[]} peers
 * @property {string} name
 * @property {string | undefined} portFile
 * @property {string | undefined} reportFile
 */

/** @typedef {{options: Options} | {help: true} | {error: string}} Parsed */

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} environment
 * @param {string} hostName
 * @returns {Parsed}
 */
export function parseOptions(args, environment, hostName) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '0' },
        host: { type: 'string', default: '127.0.0.1' },
        discovery: { type: 'string', default: environment.WEIR_DISCOVERY || '224.0.0.251:5353' },
        peer: { type: 'string', multiple: true, default: [] },
        name: { type: 'string', default: `controller:${hostName.slice(0, 100)}` },
        'port-file': { type: 'string' },
        report: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    const first = /** @type {Error} */ (error).message.split(/[\n.]/)[0];
    return { error: `${first}; run with --help for the options.` };
  }
  if (values.help) return { help: true };
  return checked(values);
}

/**
 * @param {{port: string, host: string, discovery: string, peer: string[], name: string,
 *     'port-file'?: string, report?: string}} values
 * @returns {Parsed}
 */
function checked(values) {
  const port = wholeNumber(values.port, 65_535);
  if (port === null) return { error: `--port ${values.port} is not a port; give 0 to 65535, 0 takes a free one.` };

  const discovery = values.discovery === 'off' ? null : parseAddress(values.discovery);
  if (discovery === undefined || (discovery && !isMulticast(discovery.host))) {
    return { error: `--discovery ${values.discovery} is not a multicast GROUP:PORT; try 224.0.0.251:5353, or off.` };
  }
  const peers = [];
  for (const text of values.peer) {
    const peer = parseAddress(text);
    if (!peer) return { error: `--peer ${text} is not HOST:PORT; try 127.0.0.1:8001.` };
    peers.push(peer);
  }
  if (!/^[\w.-]+:[\w.-]+$/.test(values.name) || values.name.length > 128) {
    return { error: `--name ${values.name} is not NAMESPACE:INSTANCE; try controller:desk.` };
  }
  return {
    options: {
      port,
      host: values.host,
      discovery: discovery && { group: discovery.host, port: discovery.port },
      peers,
      name: values.name,
      portFile: values['port-file'],
      reportFile: values.report,
    },
  };
}

/**
 * @param {string} text  HOST:PORT, an IPv6 host in brackets
 * @returns {{host: string, port: number} | undefined}
 */
export function parseAddress(text) {
  const match = /^(?:\[([0-9a-fA-F:.%\w]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text);
  if (!match) return undefined;
  const port = wholeNumber(match[3], 65_535);
  const host = match[1] ?? match[2];
  return port ? { host, port } : undefined;
}

/** @param {string} host */
function isMulticast(host) {
  const parts = host.split('.').map((part) => wholeNumber(part, 255));
  return parts.length === 4 && !parts.includes(null) && Number(parts[0]) >= 224 && Number(parts[0]) <= 239;
}

/** @param {string} text @param {number} max @returns {number | null} */
function wholeNumber(text, max) {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  return value <= max ? value : null;
}
