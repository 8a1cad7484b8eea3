import { interval, normalised, pairsOf, type Intervals } from "./intervals";

/**
 * Protocol and port as one number: the ports of TCP, then those of UDP, then one number for each protocol without ports.
 */
const PORTS = 65_536;
const ICMP = 2 * PORTS;
const LAST = ICMP + 3;

/** Every protocol and port. */
export const EVERY_SERVICE: Intervals = interval(0, LAST);

const WITHOUT_PORTS: Readonly<Record<string, number>> = { icmp: ICMP, esp: ICMP + 1, ah: ICMP + 2 };
const NAMES_WITHOUT_PORTS = ["ICMP", "ESP", "AH", "another protocol"];

/** Ports or ranges as rules write them; nothing where a text is none. */
function portsOf(ports: readonly string[]): Intervals | undefined {
  const ranges: (readonly [number, number])[] = [];
  for (const text of ports) {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim()) ?? [];
    if (text === "*") ranges.push([0, PORTS - 1]);
    else if (first === undefined || Number(last) >= PORTS) return undefined;
    else ranges.push([Number(first), Number(last)]);
  }
  return normalised(ranges);
}

/**
 * The services of a rule, or nothing where protocol or ports cannot be read. A rule for any protocol that names ports is
 * read as TCP and UDP on these ports; that it then leaves protocols without ports alone is an estimate.
 *
 * @param protocol `Tcp`, `UDP`, `Icmp`, `Esp`, `Ah`, `Any` or `*`, in any case
 */
export function servicesOf(protocol: string, ports: readonly string[]): Intervals | undefined {
  const name = protocol.toLowerCase();
  const single = WITHOUT_PORTS[name];
  if (single !== undefined) return interval(single);
  const numbers = portsOf(ports);
  if (numbers === undefined) return undefined;
  const shifted = (by: number) => pairsOf(numbers).map(([first, last]) => [first + by, last + by] as const);
  switch (name) {
    case "tcp":
      return numbers;
    case "udp":
      return normalised(shifted(PORTS));
    case "any":
    case "*":
      return ports.includes("*") ? EVERY_SERVICE : normalised([...shifted(0), ...shifted(PORTS)]);
    default:
      return undefined;
  }
}

/** A service as people write it: `TCP 443`. */
export function serviceText(service: number): string {
  if (service < PORTS) return `TCP ${service}`;
  if (service < ICMP) return `UDP ${service - PORTS}`;
  return NAMES_WITHOUT_PORTS[service - ICMP] ?? "?";
}

/** Services as people write them: `TCP 80`, `UDP 1-1023`, `everything`. */
export function servicesText(services: Intervals): readonly string[] {
  if (services[0] === 0 && services[1] === LAST) return ["everything"];
  const bounds = [0, PORTS, ICMP, ICMP + 1, ICMP + 2, ICMP + 3, LAST + 1];
  return bounds.slice(0, -1).flatMap((low, index) => {
    const high = (bounds[index + 1] ?? 0) - 1;
    return pairsOf(services).flatMap(([first, last]) => {
      const from = Math.max(first, low);
      const to = Math.min(last, high);
      if (from > to) return [];
      const text = serviceText(from);
      if (from === to) return [text];
      return from === low && to === high ? [text.split(" ")[0] ?? text] : [`${text}-${to % PORTS}`];
    });
  });
}
