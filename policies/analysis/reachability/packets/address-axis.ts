import { differenceOf, interval, isWithin, NOTHING, normalised, pairsOf, unionOf, type Intervals } from "./intervals";
import { ADDRESSES, addressesOf, addressText, rangeText } from "./ipv4";

/**
 * The address of the host: resolver, health probes and metadata stand behind it. The tag AzureLoadBalancer means this
 * address. Source: Microsoft Learn, virtual-network/what-is-ip-address-168-63-129-16 and service-tags-overview (2025).
 */
const HOST = addressesOf("168.63.129.16") ?? NOTHING;

/** Not routed on the internet. Sources: RFC 1918, RFC 6598, RFC 3927, RFC 6890. */
const NOT_PUBLIC = unionOf(
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"].map(
    (prefix) => addressesOf(prefix) ?? NOTHING,
  ),
  ...["0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"].map((prefix) => addressesOf(prefix) ?? NOTHING),
  HOST,
);

const EVERY_ADDRESS = interval(0, ADDRESSES - 1);
const PUBLIC_ADDRESSES = differenceOf(EVERY_ADDRESS, NOT_PUBLIC);

/** Tags that stand for known addresses, or depend on the network that they are read in. */
export const KNOWN_TAGS: ReadonlySet<string> = new Set(["internet", "virtualnetwork", "azureloadbalancer"]);

/** Some places of the axis with what people call them. */
export interface AxisPiece {
  readonly text: string;
  readonly places: Intervals;
}

/** A name that no rule and no flow mentions. */
const OTHER_NAME = "any other name";

/**
 * The axis on which sources and destinations are numbers: all IPv4 addresses, then an atom for each service tag whose
 * addresses Azure changes by itself, then an atom for each name or pattern of names that anybody mentions. An atom holds
 * what its tag or pattern covers and no narrower one that is mentioned does, so atoms do not overlap and the algebra
 * stays exact. That tags of different services share no address is an assumption.
 */
export class AddressAxis {
  private readonly tags: readonly string[];
  private readonly names: readonly string[];

  /**
   * @param tags every service tag that is mentioned: `GatewayManager`, `Storage.WestEurope`
   * @param names every name, pattern or tag of names that is mentioned: `mcr.microsoft.com`, `*.example.com`
   */
  constructor(tags: Iterable<string>, names: Iterable<string>) {
    this.tags = [...new Set([...tags].map((tag) => tag.toLowerCase()))].filter((tag) => !KNOWN_TAGS.has(tag)).sort();
    const mentioned = [...names].map((name) => name.toLowerCase()).filter((name) => name !== "*");
    this.names = [OTHER_NAME, ...[...new Set(mentioned)].sort()];
  }

  /** Everything: what `*` means in a rule. */
  get everything(): Intervals {
    return interval(0, ADDRESSES + this.tags.length + this.names.length - 1);
  }

  /** All of the internet: public addresses, Azure's own services and everything with a name. */
  get internet(): Intervals {
    return unionOf(PUBLIC_ADDRESSES, this.atoms);
  }

  /** Public addresses and Azure's own services: whoever can open a connection from outside. */
  get publicSources(): Intervals {
    return unionOf(PUBLIC_ADDRESSES, interval(ADDRESSES, ADDRESSES + this.tags.length - 1));
  }

  get host(): Intervals {
    return HOST;
  }

  /** All tags and names. */
  get atoms(): Intervals {
    return interval(ADDRESSES, ADDRESSES + this.tags.length + this.names.length - 1);
  }

  /**
   * The addresses of a prefix. Only the one for everything holds the atoms too: of any other nobody knows which of Azure's
   * addresses it holds, and a tag is taken not to be in it.
   */
  prefix(text: string): Intervals | undefined {
    const addresses = addressesOf(text);
    return addresses !== undefined && text.endsWith("/0") ? this.everything : addresses;
  }

  /** What a service tag covers: itself, its regions, and for AzureCloud every tag of Azure's services. */
  tag(name: string): Intervals {
    const wanted = name.toLowerCase();
    const [service = "", region] = wanted.split(".");
    return this.pick(this.tags, ADDRESSES, (tag) =>
      service === "azurecloud"
        ? region === undefined || tag === wanted || tag.endsWith(`.${region}`)
        : tag === wanted || tag.startsWith(`${wanted}.`),
    );
  }

  /** What a name or pattern covers; a star stands at the beginning, for one character or more. */
  name(pattern: string): Intervals {
    const wanted = pattern.toLowerCase();
    return this.pick(this.names, ADDRESSES + this.tags.length, (name) => covers(wanted, name));
  }

  /** A place on the axis as people write it. */
  text(place: number): string {
    if (place < ADDRESSES) return addressText(place);
    const atom = place - ADDRESSES;
    return this.tags[atom] ?? this.names[atom - this.tags.length] ?? "?";
  }

  /** Places as people write them, each with where it is: prefixes, ranges, tags, names. Where all public addresses are among them, addresses are one. */
  pieces(set: Intervals): readonly AxisPiece[] {
    const addresses = differenceOf(set, this.atoms);
    const all = isWithin(PUBLIC_ADDRESSES, addresses);
    const atoms = pairsOf(differenceOf(set, EVERY_ADDRESS)).flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    return [
      ...(all
        ? [{ text: isWithin(addresses, PUBLIC_ADDRESSES) ? "any public address" : "any address", places: addresses }]
        : pairsOf(addresses).map(([first, last]) => ({ text: rangeText(first, last), places: interval(first, last) }))),
      ...atoms.map((atom) => ({ text: this.text(atom), places: interval(atom) })),
    ];
  }

  private pick(list: readonly string[], offset: number, wanted: (text: string) => boolean): Intervals {
    return normalised(list.flatMap((text, index) => (wanted(text) ? [[offset + index, offset + index] as const] : [])));
  }
}

function covers(pattern: string, name: string): boolean {
  if (pattern === "*") return !name.startsWith("tag:");
  return (
    pattern === name || (pattern.startsWith("*") && name.endsWith(pattern.slice(1)) && name.length >= pattern.length)
  );
}

/** An FQDN tag (`AzureKubernetesService`) or web category as a name: what is in it is known to Azure only. */
export function nameOfTag(tag: string): string {
  return `tag:${tag}`;
}
