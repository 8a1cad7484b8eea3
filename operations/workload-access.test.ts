import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentsIn } from "../agreement/load-platform";
import { workloadAccess, type Machine } from "./workload-access";

const documents = documentsIn(".");
const statuses = (machine: Machine) =>
  Object.fromEntries(workloadAccess(documents, machine).map(({ id, status, what }) => [id, `${status}: ${what}`]));

describe("whether workload layers on Azure can be brought up from here", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-access-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is denied, with the ways, on a machine elsewhere", () => {
    expect(statuses({ path: [folder], addresses: ["198.51.100.7"] })).toEqual({
      kubelogin: expect.stringMatching(/^warning: no kubelogin/) as string,
      workload: expect.stringMatching(/^warning: .*cannot be brought up from here/) as string,
    });
  });

  it.each([
    ["in the platform's network", "10.132.3.4"],
    ["in a network from which management comes through the VPN", "10.250.0.9"],
  ])("is affirmed %s, where kubelogin is there", (_, address) => {
    writeFileSync(path.join(folder, "kubelogin"), "", { mode: 0o755 });
    const found = statuses({ path: [folder], addresses: [address] });
    expect(found["kubelogin"]).toBe("ok: kubelogin on PATH");
    expect(found["workload"]).toMatch(/^ok: .*superoffice \(production\)/);
  });
});
