import { parseDocument } from "../../agreement/parse-document";
import type { Parsed } from "../../agreement/problem";
import type { Finding } from "../../agreement/yaml-document";
import { findRegion } from "../../azure/regions";
import { addressCount, blockOf, cidrOf, contains, overlap } from "./address-block";
import { environmentSchema, environmentVersion } from "./environment";
import type { Environment } from "./environment";
import { clusterAddresses } from "./cluster-addresses";

const environmentKind = { schema: environmentSchema, version: environmentVersion, migrations: new Map() };

/**
 * Parses an environment document and refuses one that cannot be deployed: placeholders that nobody filled in, sites
 * outside of the address space, blocks that overlap.
 *
 * @param file name of the document, for the messages
 */
export function parseEnvironment(text: string, file: string): Parsed<Environment> {
  return parseDocument(text, file, environmentKind, (valid) => [
    ...placeholders(valid),
    ...addressFindings(valid),
    ...grantFindings(valid),
    ...immutabilityFindings(valid),
    ...keyFindings(valid),
  ]);
}

const emptyId = "00000000-0000-0000-0000-000000000000";
// Names that are kept for examples and never reach anybody (RFC 2606).
const exampleHost = /[@.]example(?:\.\w+)?$/;
const emptySalt = "fill-in";

/** What stands in an example and has to be filled in before anything real is deployed. */
function placeholders(valid: Partial<Environment>): readonly Finding[] {
  const ids = [
    { path: ["directory"], id: valid.directory, command: "az account show" },
    { path: ["administrators", "objectId"], id: valid.administrators?.objectId, command: "az ad group list" },
    {
      path: ["workload", "deployers", "objectId"],
      id: valid.workload?.deployers.objectId,
      command: "az ad group list",
    },
    ...Object.entries(valid.subscriptions ?? {}).map(([role, id]) => ({
      path: ["subscriptions", role],
      id,
      command: "az account list",
    })),
  ];
  const empty = ids
    .filter(({ id }) => id === emptyId)
    .map(({ path, command }) => fillIn(path, "the id of a real one", command));
  if (valid.environment === "local") {
    return empty;
  }
  const salt = valid.salt === emptySalt ? [fillIn(["salt"], "any short text, once chosen never changed")] : [];
  const addresses = (["page", "email"] as const).flatMap((route) =>
    (valid.notify?.[route] ?? []).flatMap((address, index) =>
      exampleHost.test(address) ? [fillIn(["notify", route, index], "an address that somebody reads")] : [],
    ),
  );
  const watcher = exampleHost.test(valid.watcher ?? "")
    ? [fillIn(["watcher"], "a host that runs in another place than the platform")]
    : [];
  const rule =
    valid.beatRule === emptyRule
      ? [fillIn(["beatRule"], "the immutable id of the watcher's data collection rule")]
      : [];
  return [...empty, ...emptyDigests(valid), ...salt, ...watcher, ...rule, ...addresses];
}

const emptyRule = `dcr-${"0".repeat(32)}`;
const emptyDigest = `sha256:${"0".repeat(64)}`;

function emptyDigests({ workload }: Partial<Environment>): readonly Finding[] {
  const programs = [
    { path: ["workload", "application"], image: workload?.application.image },
    ...Object.entries(workload?.jobs ?? {}).map(([job, { image }]) => ({ path: ["workload", "jobs", job], image })),
  ];
  return programs
    .filter(({ image }) => image?.digest === emptyDigest)
    .map(({ path }) =>
      fillIn(
        [...path, "image", "digest"],
        "the digest of an image in the platform's registry",
        "az acr manifest list-metadata",
      ),
    );
}

function fillIn(path: readonly (string | number)[], allowed: string, command?: string): Finding {
  const where = command === undefined ? "" : ` (\`${command}\` shows it)`;
  return { path, allowed, fixes: [`Fill this in${where}: the document still has its placeholder.`] };
}

function addressFindings({ addressSpace, sites = {} }: Partial<Environment>): readonly Finding[] {
  if (addressSpace === undefined) {
    return [];
  }
  const space = blockOf(addressSpace);
  const inClusters = Object.values(clusterAddresses)
    .filter((cidr) => overlap(space, blockOf(cidr)))
    .map((cidr): Finding => ({
      path: ["addressSpace"],
      allowed: `a network that does not overlap ${cidr}, which every cluster uses inside`,
      fixes: ["Take it from 10.0.0.0/8, 172.16.0.0/12 (below 172.30.0.0) or 192.168.0.0/16."],
    }));
  const blocks = Object.entries(sites).map(([code, cidr]) => ({ code, block: blockOf(cidr) }));
  const outside = blocks
    .filter(({ block }) => !contains(space, block))
    .map(({ code, block }): Finding => ({
      path: ["sites", code],
      allowed: `a network within ${addressSpace} (${addressCount(space.length)} addresses)`,
      fixes: [
        `Choose a block of ${addressSpace} for ${code}.`,
        `Widen addressSpace so that it holds ${cidrOf(block)}.`,
      ],
    }));
  const doubled = blocks.flatMap(({ code, block }, index) =>
    blocks
      .slice(0, index)
      .filter((other) => overlap(block, other.block))
      .map((other): Finding => ({
        path: ["sites", code],
        allowed: `a network that does not overlap ${cidrOf(other.block)} of ${other.code}`,
        fixes: [`Move the site that is not deployed yet to a free block of ${addressSpace}.`],
      })),
  );
  return [...inClusters, ...outside, ...doubled];
}

function immutabilityFindings({ environment, immutability }: Partial<Environment>): readonly Finding[] {
  if (immutability !== "locked" || environment === undefined || environment === "production") return [];
  return [
    {
      path: ["immutability"],
      allowed: `unlocked in environment ${environment}, which is made to be thrown away`,
      fixes: ["Write `immutability: unlocked`: what is locked cannot be removed for years."],
    },
  ];
}

function keyFindings({ copyKeys }: Partial<Environment>): readonly Finding[] {
  if (copyKeys === undefined) return [];
  if (copyKeys.length === 0) {
    return [
      {
        path: ["copyKeys"],
        allowed: "the public half of at least one RSA key: without one there are no independent copies",
        fixes: ["Make a key where the agreement lets keys be, and write its address, modulus and exponent here."],
      },
    ];
  }
  const kids = copyKeys.map(({ kid }) => kid);
  return kids.flatMap((kid, index): readonly Finding[] =>
    kids.indexOf(kid) === index
      ? []
      : [
          {
            path: ["copyKeys", index, "kid"],
            allowed: "an address that no other key has",
            fixes: ["Remove one of them."],
          },
        ],
  );
}

function grantFindings({ granted = [] }: Partial<Environment>): readonly Finding[] {
  return granted.flatMap((region, index): readonly Finding[] =>
    findRegion(region) !== undefined
      ? []
      : [
          {
            path: ["granted", index],
            allowed: "an Azure region such as norwaywest or swedensouth",
            fixes: ["Correct the name of the region, or remove it."],
          },
        ],
  );
}
