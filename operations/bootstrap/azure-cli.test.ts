import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { azureCli } from "./azure-cli";

describe("the Azure CLI", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "az-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is not reached by the terminal's Ctrl-C, which goes to the process group in the foreground", async () => {
    const script = `#!/bin/sh\necho "{\\"process\\": $$, \\"group\\": $(ps -o pgid= -p $$)}"\n`;
    writeFileSync(path.join(folder, "az"), script, { mode: 0o755 });
    const { value } = await azureCli({ PATH: `${folder}:${process.env["PATH"] ?? ""}` })(["account", "show"]);
    const { process: own, group } = value as { readonly process: number; readonly group: number };
    expect(group).toBe(own);
  });
});
