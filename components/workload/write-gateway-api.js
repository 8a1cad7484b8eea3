"use strict";

/**
 * `npm run gateway-api`: writes `gateway-api.json`, the custom resource definitions that are used of the Gateway API's
 * standard channel, from its Go module, whose content Go checks against the public checksum database. Needs Go.
 */
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parse } = require("yaml");

const bundle = "v1.4.1";

/** Of the standard channel's kinds those that are used here, and the class of gateways, which Istio itself makes. */
const kinds = ["BackendTLSPolicy", "Gateway", "GatewayClass", "HTTPRoute", "ReferenceGrant"];

/** Without descriptions, unless a field is called so. */
function withoutDescriptions(value, areFields = false) {
  if (Array.isArray(value)) return value.map((item) => withoutDescriptions(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, inner]) => areFields || key !== "description" || typeof inner !== "string",
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutDescriptions(inner, key === "properties")]));
}

const download = execFileSync("go", ["mod", "download", "-json", `sigs.k8s.io/gateway-api@${bundle}`], {
  cwd: os.tmpdir(),
  encoding: "utf8",
});
const folder = path.join(JSON.parse(download).Dir, "config", "crd", "standard");
const definitions = fs
  .readdirSync(folder)
  .filter((name) => name.startsWith("gateway.networking.k8s.io_"))
  .sort()
  .map((name) => withoutDescriptions(parse(fs.readFileSync(path.join(folder, name), "utf8"))))
  .filter(({ spec }) => kinds.includes(spec.names.kind));
if (definitions.length !== kinds.length) throw new Error(`The bundle has not all of ${kinds.join(", ")}.`);
for (const { metadata } of definitions) {
  if (metadata.annotations["gateway.networking.k8s.io/bundle-version"] !== bundle) throw new Error(metadata.name);
}
fs.writeFileSync(path.join(__dirname, "gateway-api.json"), `${JSON.stringify(definitions, undefined, 1)}\n`);
