import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textOf, UNKNOWN, type PropertyMap } from "./property-value";
import { serveProvider, type ProviderServer } from "./provider-server";
import { RandomProvider } from "./random-provider";
import { ProviderClient } from "./test-bed/provider-client";

let server: ProviderServer;
let client: ProviderClient;

beforeAll(async () => {
  server = await serveProvider(new RandomProvider("4.21.2"), 0, {
    onRequest: () => undefined,
    onFailure: () => undefined,
  });
  client = new ProviderClient(server.port);
  await client.configure({});
});

afterAll(async () => {
  client.close();
  await server.close();
});

const token = (name: string): string => `random:index/random${name}:Random${name}`;

describe("random values", () => {
  const types: readonly [string, PropertyMap, PropertyMap][] = [
    ["Password", { length: 24, special: false }, { result: expect.stringMatching(/^[A-Za-z0-9]{24}$/) as string }],
    [
      "String",
      { length: 8, upper: false, special: false, numeric: false },
      { result: expect.stringMatching(/^[a-z]{8}$/) as string },
    ],
    ["Id", { byteLength: 4, prefix: "p-" }, { hex: expect.stringMatching(/^p-[0-9a-f]{8}$/) as string }],
    ["Bytes", { length: 16 }, { hex: expect.stringMatching(/^[0-9a-f]{32}$/) as string }],
    ["Uuid", {}, { result: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/) as string }],
    ["Integer", { min: 5, max: 5 }, { result: 5 }],
  ];

  it.each(types)("Random%s", async (name, news, expected) => {
    const { inputs, failures } = await client.check(token(name), news);
    expect(failures).toEqual([]);
    const preview = await client.create(token(name), inputs, true);
    for (const key of Object.keys(expected)) expect(preview.outputs[key]).toBe(UNKNOWN);
    const made = await client.create(token(name), inputs);
    expect(made.outputs).toMatchObject(expected);
    expect(made.id).not.toBe("");
    expect(await client.diff(token(name), made.id, inputs, inputs)).toEqual({});
    expect(await client.read(token(name), made, inputs)).toEqual({ ...made, inputs });
  });

  it("have the least number of each kind of character", async () => {
    const least = { length: 8, minLower: 2, minUpper: 2, minNumeric: 2, minSpecial: 2 };
    const { outputs } = await client.create(token("Password"), least);
    const result = textOf(outputs, "result") ?? "";
    for (const kind of [/[a-z]/g, /[A-Z]/g, /[0-9]/g, /[^a-zA-Z0-9]/g]) expect(result.match(kind)).toHaveLength(2);
    await expect(client.create(token("Password"), { ...least, length: 7 })).rejects.toThrow("sum of the minimums (8)");
  });

  it("are made anew when anything changes", async () => {
    const changed = { length: 9, keepers: { a: "2" } };
    expect(await client.diff(token("String"), "x", { length: 8, keepers: { a: "1" } }, changed)).toEqual({
      length: "UPDATE_REPLACE",
      "keepers.a": "UPDATE_REPLACE",
    });
  });

  it("that follow from a seed, and other types, are refused", async () => {
    expect((await client.check(token("Integer"), { min: 1, max: 2, seed: "s" })).failures).toEqual([
      expect.stringContaining("unknown property 'seed'"),
    ]);
    expect((await client.check(token("Pet"), {})).failures).toEqual([expect.stringContaining("does not know")]);
  });
});
