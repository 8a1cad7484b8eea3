import path from "node:path";
import { expect, it } from "vitest";
import { documentsIn, loadPlatform, platformNames } from "../agreement/load-platform";
import { cloudFacts } from "../infra/plan/cloud-facts";
import { readSubject } from "./read-subject";
import { scenarioNamed } from "./scenarios";

const project = documentsIn(path.resolve(__dirname, ".."));

it.each(platformNames(project))(
  "every drill that carries a promise of %s is there and makes sense there",
  (platform) => {
    const loaded = loadPlatform(platform, project, cloudFacts);
    const subject = readSubject(project, platform, "local");
    if (!loaded.ok || !subject.ok) throw new Error(`the documents of ${platform} cannot be read`);
    const named = loaded.value.ledger.promises.flatMap((promise) =>
      "carriedBy" in promise ? promise.carriedBy.drills.map((drill) => ({ promise: promise.id, drill })) : [],
    );
    expect(named.length).toBeGreaterThan(0);
    const without = named.filter(({ drill }) => scenarioNamed(drill)?.applies(subject.value).applies !== true);
    expect(without).toEqual([]);
  },
);
