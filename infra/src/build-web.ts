/* The program of `build` in apps/web: the staff UI as static files, made again when a source of it changed. */
import { relative } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { buildApp } from "./web-build.ts";

const { dist, built } = await buildApp("web");
console.log(`${relative(repositoryRoot, dist)}: ${built ? "built" : "up to date"}`);
