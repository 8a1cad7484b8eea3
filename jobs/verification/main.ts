import { startJob } from "../job/start-job";
import { verificationJob } from "./verification-job";

void startJob(verificationJob);
