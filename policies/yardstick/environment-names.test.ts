import { describe, expect, it } from "vitest";
import type { DocumentSource } from "../../agreement/load-platform";
import { environmentNames } from "./environment-names";

const sourceOf = (text: string | undefined): DocumentSource => ({
  list: () => [],
  read: (file) => (file === "stacks/environments/pct.production.yaml" ? text : undefined),
});
const namesIn = (text: string | undefined) => environmentNames(sourceOf(text), "pct", "production");

describe("what an environment's document names", () => {
  it("are the watcher, those whom alerts reach, the groups that have rights and the images of programs", () => {
    const text = `watcher: watch.pct.example
notify: { page: [duty@pct.example], email: [operations@pct.example] }
administrators: { name: administrators, objectId: a }
workload:
  deployers: { name: deployers, objectId: d }
  application: { image: { repository: isms/application, digest: sha256:a } }
  jobs: { scan: { image: { repository: deltawerk/jobs/scan, digest: sha256:b }, memoryMiB: 256 } }
salt: other`;
    expect(namesIn(text)).toEqual({
      watcher: "watch.pct.example",
      notify: { page: ["duty@pct.example"], email: ["operations@pct.example"] },
      groups: ["a", "d"],
      images: { application: "isms/application@sha256:a", scan: "deltawerk/jobs/scan@sha256:b" },
    });
  });

  it.each([
    ["there is none", undefined],
    ["it is no YAML", "watcher: ["],
    ["it is of another shape", "watcher: 7"],
  ])("is nothing where %s", (_, text) => {
    expect(namesIn(text)).toEqual({});
  });
});
