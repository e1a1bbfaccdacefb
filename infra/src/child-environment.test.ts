import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { childEnvironment } from "./child-environment.ts";

test("IDN-57 a process of ours gets no secret of the launcher's environment, and what it needs", () => {
  const secrets = {
    DATABASE_URL: "postgresql://postgres:secret@127.0.0.1/postgres",
    NATS_URL: "nats://all:secret@127.0.0.1",
    PGPASSWORD: "secret",
    GITHUB_TOKEN: "secret",
    NODE_OPTIONS: "--require=/elsewhere/secret.js",
    LD_PRELOAD: "/elsewhere/secret.so",
  };
  const env = childEnvironment(
    { ...process.env, ...secrets, PRACTICUM_DATA_DIR: "/data", TZ: "UTC" },
    { PRACTICUM_CONFIG: "/data/run/billing.json" },
  );
  const seen: Record<string, string> = JSON.parse(
    execFileSync(process.execPath, ["-p", "JSON.stringify(process.env)"], { env, encoding: "utf8" }),
  );
  expect(JSON.stringify(seen)).not.toContain("secret");
  for (const name of Object.keys(secrets)) expect(seen).not.toHaveProperty(name);
  expect(seen).toMatchObject({
    PATH: process.env["PATH"],
    PRACTICUM_DATA_DIR: "/data",
    PRACTICUM_CONFIG: "/data/run/billing.json",
    TZ: "UTC",
  });
});
