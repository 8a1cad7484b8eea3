import * as network from "@pulumi/azure-native/network";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";
import { admissionRules, type Admission } from "./waf-rules";

/** Whose a policy is. */
export interface WafPolicyOwner {
  /** The tenant whose listener it is for; absent for those of all tenants. */
  readonly tenant?: string;
  /** Tells policies apart that are of no tenant. */
  readonly label?: string;
}

export interface WafPolicyArgs extends ComponentArgs, WafPolicyOwner {
  readonly admission: Admission;
}

/** Azure's name of a policy, which is known before it exists. */
export function wafPolicyName(scope: ComponentArgs["scope"], { tenant, label }: WafPolicyOwner): string {
  return nameInScope(scope, "network:WebApplicationFirewallPolicy", {
    role: "waf",
    ...(tenant !== undefined && { tenant }),
    ...(label !== undefined && { label }),
  });
}

/**
 * Largest bodies that are inspected and let in.
 *
 * Source: Microsoft Learn, web-application-firewall/ag/application-gateway-waf-request-size-limits (2024): up to 2 MB
 * with these rule sets; 128 KB is Azure's default, and files go up to 100 MB by default.
 */
const BODY_KILOBYTES = 128;
const FILE_MEGABYTES = 100;

/**
 * A complete policy of the web application firewall. Azure puts a listener's policy in the place of the gateway's, it
 * does not add the two, so each holds everything: admission, rate limit, and both managed rule sets.
 *
 * The rule sets are the newest ones: Azure supports three releases of each, and takes no new policy on an older one.
 * Source: Microsoft Learn, web-application-firewall/ruleset-support-policy (2026-02).
 */
export function wafPolicy(
  name: string,
  args: WafPolicyArgs,
  opts: CustomResourceOptions,
): network.WebApplicationFirewallPolicy {
  return new network.WebApplicationFirewallPolicy(
    name,
    {
      policyName: wafPolicyName(args.scope, args),
      resourceGroupName: args.resourceGroupName,
      location: args.location,
      policySettings: {
        state: "Enabled",
        mode: "Prevention",
        requestBodyCheck: true,
        requestBodyEnforcement: true,
        requestBodyInspectLimitInKB: BODY_KILOBYTES,
        maxRequestBodySizeInKb: BODY_KILOBYTES,
        fileUploadEnforcement: true,
        fileUploadLimitInMb: FILE_MEGABYTES,
      },
      customRules: [...admissionRules(args.admission)],
      managedRules: {
        managedRuleSets: [
          { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.2" },
          { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
        ],
      },
      tags: args.tags,
    },
    opts,
  );
}
