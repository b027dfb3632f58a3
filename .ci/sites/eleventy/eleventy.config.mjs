// A page for each category of the posts, and for each above it.
export default function (config) {
  config.addCollection("pages", (all) => {
    const pages = new Map();
    for (const post of all.getFilteredByGlob("source/posts/*.md")) {
      const given = post.data.categories ?? [];
      const paths = given.some(Array.isArray) ? given : [given];
      const prefixes = paths.flatMap((path) => path.map((_, i) => path.slice(0, i + 1).join("/")));
      for (const prefix of new Set(prefixes)) {
        pages.set(prefix, [...(pages.get(prefix) ?? []), post]);
      }
    }
    return [...pages].map(([path, posts]) => ({ path, posts }));
  });
  return { dir: { input: "source", output: "public" } };
}
