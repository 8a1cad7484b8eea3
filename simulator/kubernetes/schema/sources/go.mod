module deltawerk/simulator/kubernetes/schema/sources

go 1.26

require (
	k8s.io/kubernetes v1.36.3
	sigs.k8s.io/secrets-store-csi-driver v1.5.3
)
