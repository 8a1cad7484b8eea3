import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { withLogin } from "./cluster-sign-in";

const given = `apiVersion: v1
clusters:
- cluster: { server: "https://aks-1.privatelink.norwayeast.azmk8s.io:443", certificate-authority-data: QQ== }
  name: aks
users:
- name: clusterUser
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --environment, AzurePublicCloud, --server-id, 6dae42f8, --login, devicecode]
`;

describe("the kubeconfig of a cluster", () => {
  it("signs in as the Azure CLI is signed in, and is otherwise as Azure gave it", () => {
    expect(parse(withLogin(given))).toEqual(parse(given.replace("devicecode", "azurecli")));
  });

  it("is left as it is where nobody is asked for a way to sign in", () => {
    const plain = given.replace(", --login, devicecode", "");
    expect(parse(withLogin(plain))).toEqual(parse(plain));
  });
});
