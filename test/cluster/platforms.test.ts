import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES } from "../../azure/names/codes";
import { PrivateCheckout } from "../private-checkout";
import { installDefinitions } from "./install-definitions";
import { objectsOf, type ClusterObjects } from "./platform-objects";
import { RealApiServer } from "./real-api-server";

const root = path.resolve(__dirname, "../..");
const platforms = Object.keys(PLATFORM_CODES);

interface Result {
  readonly layers: readonly { readonly stack: string }[];
}

/** Every object that the program registers, against a real API server: none is known there by the local cloud's word. */
describe("the Kubernetes objects of all platforms", () => {
  const checkout = new PrivateCheckout();
  afterAll(() => checkout.remove());

  describe.each(platforms)("%s", (platform) => {
    let clusters: readonly ClusterObjects[] = [];

    beforeAll(async () => {
      const { status, stdout, stderr } = await checkout.deltawerk("up", platform, "--json");
      expect(status, stderr).toBe(0);
      const { layers } = JSON.parse(stdout) as Result;
      clusters = (await Promise.all(layers.map(({ stack }) => objectsOf(checkout, stack)))).flat();
    });

    it("has objects in at least one cluster", () => {
      expect(clusters.length).toBeGreaterThan(0);
      expect(clusters.every(({ objects }) => objects.length > 0)).toBe(true);
    });

    it("is accepted with strict field validation, and unchanged when it is applied again", async () => {
      for (const { objects } of clusters) {
        const server = await RealApiServer.start();
        try {
          await installDefinitions(server, root);
          expect(await refusals(server, objects)).toEqual([]);
          expect(await changes(server, objects)).toEqual([]);
        } finally {
          await server.stop();
        }
      }
    });
  });
});

type Objects = ClusterObjects["objects"];

async function refusals(server: RealApiServer, objects: Objects): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const object of objects) {
    const { status, body } = await server.apply(object);
    if (status >= 300) refused.push(`${nameOf(object)}: ${status} ${String(body["message"])}`);
    if (object["kind"] === "CustomResourceDefinition") await untilServed(server, object);
  }
  return refused;
}

async function changes(server: RealApiServer, objects: Objects): Promise<readonly string[]> {
  const versionOf = async (object: Objects[number]): Promise<unknown> =>
    ((await server.apply(object)).body["metadata"] as { readonly resourceVersion?: string } | undefined)
      ?.resourceVersion;
  const changed: string[] = [];
  for (const object of objects) {
    // Controllers of the server itself still write into what it has just accepted, such as definitions of kinds.
    const [before, after] = [await versionOf(object), await versionOf(object)];
    if (before === undefined || before !== after) changed.push(nameOf(object));
  }
  return changed;
}

async function untilServed(server: RealApiServer, definition: Objects[number]): Promise<void> {
  const { group, names, versions } = definition["spec"] as {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
  for (const { name, served } of versions) {
    if (served) await server.untilServed(`${group}/${name}`, names.kind);
  }
}

function nameOf(object: Objects[number]): string {
  const { namespace = "", name = "" } = (object["metadata"] ?? {}) as {
    readonly namespace?: string;
    readonly name?: string;
  };
  return `${String(object["kind"])} ${namespace}/${name}`;
}
