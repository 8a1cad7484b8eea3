import { describe, expect, it } from "vitest";
import { AddressAxis, nameOfTag } from "./address-axis";
import { includes, intersectionOf, isWithin, unionOf } from "./intervals";
import { addressesOf, addressOf, addressText } from "./ipv4";
import { servicesOf, servicesText } from "./service-axis";

const axis = new AddressAxis(
  ["GatewayManager", "Storage", "Storage.WestEurope", "AzureCloud.westeurope", "Internet"],
  ["mcr.microsoft.com", "*.data.mcr.microsoft.com", "eu.data.mcr.microsoft.com", nameOfTag("WindowsUpdate")],
);
const meet = (a: readonly number[], b: readonly number[]) => intersectionOf(a, b).length > 0;

describe("addresses", () => {
  it.each([
    ["10.0.0.0/30", ["10.0.0.0", "10.0.0.3"]],
    ["10.0.0.7", ["10.0.0.7", "10.0.0.7"]],
    ["10.0.0.9/30", ["10.0.0.8", "10.0.0.11"]],
    ["10.0.0.4-10.0.1.2", ["10.0.0.4", "10.0.1.2"]],
    ["0.0.0.0/0", ["0.0.0.0", "255.255.255.255"]],
  ])("read %s", (text, ends) => {
    expect(addressesOf(text)?.map(addressText)).toEqual(ends);
  });

  it.each(["", "Internet", "10.0.0", "10.0.0.256", "10.0.0.0/33", "2001:db8::/32"])('do not read "%s"', (text) => {
    expect(addressesOf(text)).toBeUndefined();
  });
});

describe("places in words", () => {
  const words = (...sets: (readonly number[] | undefined)[]): readonly string[] =>
    axis.pieces(unionOf(...sets.map((set) => set ?? []))).map(({ text }) => text);

  it("are prefixes and ranges, the tags and names one by one, and all public addresses as one", () => {
    expect(words(addressesOf("172.16.0.0/12"), addressesOf("10.0.0.4-10.0.0.9"), addressesOf("10.0.1.1"))).toEqual([
      "10.0.0.4-10.0.0.9",
      "10.0.1.1",
      "172.16.0.0/12",
    ]);
    expect(words(axis.name("mcr.microsoft.com"), axis.tag("GatewayManager"))).toEqual([
      "gatewaymanager",
      "mcr.microsoft.com",
    ]);
    const tags = words(axis.tag("AzureCloud"), axis.tag("Storage"));
    expect(words(axis.publicSources)).toEqual(["any public address", ...tags]);
    expect(words(axis.publicSources, addressesOf("10.0.0.0/8"))).toEqual(["any address", ...tags]);
  });
});

describe("tags", () => {
  it("hold their regions, and a service of a region is in the cloud of that region", () => {
    expect(isWithin(axis.tag("Storage.WestEurope"), axis.tag("storage"))).toBe(true);
    expect(isWithin(axis.tag("storage"), axis.tag("Storage.WestEurope"))).toBe(false);
    expect(isWithin(axis.tag("Storage.WestEurope"), axis.tag("AzureCloud.WestEurope"))).toBe(true);
    expect(meet(axis.tag("GatewayManager"), axis.tag("AzureCloud.westeurope"))).toBe(false);
    expect(isWithin(axis.tag("GatewayManager"), axis.tag("AzureCloud"))).toBe(true);
  });

  it("are part of the internet and of everything, and of no prefix but the one for everything", () => {
    expect(isWithin(axis.tag("GatewayManager"), axis.internet)).toBe(true);
    expect(isWithin(axis.tag("GatewayManager"), axis.prefix("0.0.0.0/0") ?? [])).toBe(true);
    expect(meet(axis.tag("GatewayManager"), axis.prefix("0.0.0.0/1") ?? [])).toBe(false);
  });

  it("leave private addresses and the host out of the internet", () => {
    for (const text of ["10.1.2.3", "100.64.0.1", "168.63.129.16", "169.254.1.1"]) {
      expect(includes(axis.internet, addressOf(text) ?? -1), text).toBe(false);
    }
    expect(includes(axis.internet, addressOf("203.0.113.7") ?? -1)).toBe(true);
  });
});

describe("names", () => {
  it("are covered by patterns that stand before them, and by no others", () => {
    expect(isWithin(axis.name("eu.data.mcr.microsoft.com"), axis.name("*.data.mcr.microsoft.com"))).toBe(true);
    expect(meet(axis.name("mcr.microsoft.com"), axis.name("*.data.mcr.microsoft.com"))).toBe(false);
    expect(isWithin(axis.name("*.data.mcr.microsoft.com"), axis.name("*.microsoft.com"))).toBe(true);
    expect(isWithin(axis.name("MCR.Microsoft.com"), axis.name("mcr.microsoft.com"))).toBe(true);
  });

  it("are more than those that anybody mentions: a star opens others too", () => {
    const mentioned = ["mcr.microsoft.com", "*.data.mcr.microsoft.com"].map((name) => axis.name(name));
    expect(mentioned.some((name) => isWithin(axis.name("*"), name))).toBe(false);
    expect(axis.text(axis.name("*")[0] ?? 0)).toBe("any other name");
    expect(meet(axis.name("*"), axis.name(nameOfTag("WindowsUpdate")))).toBe(false);
  });
});

describe("services", () => {
  it.each([
    ["Tcp", ["443", "80-81"], ["TCP 80-81", "TCP 443"]],
    ["UDP", ["53"], ["UDP 53"]],
    ["*", ["*"], ["everything"]],
    ["Any", ["53"], ["TCP 53", "UDP 53"]],
    ["Icmp", ["*"], ["ICMP"]],
    ["Tcp", ["*"], ["TCP"]],
  ])("read %s %s", (protocol, ports, texts) => {
    expect(servicesText(servicesOf(protocol, ports) ?? [])).toEqual(texts);
  });

  it("do not read what is none", () => {
    expect(servicesOf("Gre", ["*"])).toBeUndefined();
    expect(servicesOf("Tcp", ["https"])).toBeUndefined();
    expect(servicesOf("Tcp", ["70000"])).toBeUndefined();
  });
});
