// One entry a page and `desk`, which every page loads; the manifest tells the server what each needs.
import { globSync } from "node:fs";
import { basename } from "node:path";
import { defineConfig, type Plugin } from "vite";

const pages = globSync("src/pages/*.ts").map((path) => [`pages/${basename(path, ".ts")}`, path] as const);

/** The page's policy allows no inline style, and Plot writes one into each drawing: its few rules stand in marks.css instead. */
function plotWithoutInlineStyle(): Plugin {
  const written = /\b(svg\.append|div\.insert)\("style"/g;
  const unseen = { "svg.append": "metadata", "div.insert": "template" } as Record<string, string>;
  return {
    name: "plot-without-inline-style",
    transform(code, id) {
      if (!/@observablehq\/plot\/src\/(plot|legends\/(ramp|swatches))\.js$/.test(id.replaceAll("\\", "/"))) return null;
      if (!written.test(code)) throw new Error(`${id}: this Plot no longer writes its style as expected; see vite.config.ts`);
      return code.replace(written, (_, call: string) => `${call}("${unseen[call]}"`);
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: "/static/",
  publicDir: false,
  plugins: [plotWithoutInlineStyle()],
  build: {
    outDir: "../src/dateline/web/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // Browsers that know light-dark(), which the colours are written with.
    target: ["chrome123", "firefox120", "safari17.5"],
    rollupOptions: { input: Object.fromEntries([["desk", "src/desk.ts"], ...pages]) },
  },
  worker: { format: "es" },
});
