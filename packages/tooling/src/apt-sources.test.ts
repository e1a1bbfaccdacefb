import { expect, it } from "vitest";
import { sourcesFor } from "./apt-sources.ts";
import { isOlder } from "./nats-binary.ts";

const debian = {
  name: "/etc/apt/sources.list.d/debian.sources",
  text: `# The distribution's own
Types: deb deb-src
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
`,
};

it("keeps the mirror and the key of a deb822 source and changes its release", () => {
  expect(sourcesFor([debian], "bookworm", "forky")).toEqual({
    list: "",
    deb822:
      "Types: deb\nURIs: http://mirror.example/debian\nSuites: forky\nComponents: main contrib\n" +
      "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n",
  });
});

it("keeps a key that is written into the source itself", () => {
  const text =
    "Types: deb\nURIs: http://m.example/debian\nSuites: bookworm\nComponents: main\nSigned-By:\n -----BEGIN\n .\n -----END\n";
  const { deb822 } = sourcesFor([{ name: "a.sources", text }], "bookworm", "sid");
  expect(deb822).toContain("-----BEGIN\n .\n -----END");
});

it("changes one-line sources, options and all, and leaves comments and sources of code alone", () => {
  const text = [
    "# deb http://mirror.example/debian bookworm main",
    "deb [arch=amd64 signed-by=/usr/share/keyrings/k.gpg] http://mirror.example/debian bookworm main contrib",
    "deb-src http://mirror.example/debian bookworm main",
    "deb http://mirror.example/debian bookworm-updates main",
  ].join("\n");
  expect(sourcesFor([{ name: "/etc/apt/sources.list", text }], "bookworm", "trixie").list).toBe(
    "deb [arch=amd64 signed-by=/usr/share/keyrings/k.gpg] http://mirror.example/debian trixie main contrib\n",
  );
});

it("leaves out other makers' packages, which have no newer release, and sources that are switched off", () => {
  const files = [
    {
      name: "a.list",
      text: "deb https://vendor.example/linux bookworm stable\ndeb https://vendor.example/apt tools-bookworm main",
    },
    {
      name: "b.sources",
      text: "Enabled: no\nTypes: deb\nURIs: http://m.example/debian\nSuites: bookworm\nComponents: main\n",
    },
  ];
  expect(sourcesFor(files, "bookworm", "forky")).toEqual({ list: "", deb822: "" });
});

it("compares versions by number, not by letter", () => {
  expect(isOlder("2.9.10", "2.10.27")).toBe(true);
  expect(isOlder("2.10.27", "2.10.27")).toBe(false);
  expect(isOlder("2.15.1", "2.14.0")).toBe(false);
  expect(isOlder("1.99.99", "2.0.0")).toBe(true);
});
