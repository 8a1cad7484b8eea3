/** One packet in plain words: addresses, service tags or names. */
export interface PlainPacket {
  readonly source: string;
  readonly destination: string;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly port: number;
}
