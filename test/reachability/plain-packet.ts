/** One packet in plain words. A place is an address, a service tag (`tag:Storage`) or a name (`name:images.example`). */
export interface PlainPacket {
  readonly source: string;
  readonly destination: string;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly port: number;
}
