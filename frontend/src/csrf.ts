// Changes carry a token that only our own pages know.

/** The token of this page; it goes into the header X-CSRF-Token of every request that changes something. */
export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

interface Configured extends Event {
  detail: { ctx: { request: { method: string; headers: Record<string, string> } } };
}

/** Let HTMX send the token with everything but questions. */
export function sendTokens(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const { request } = (event as Configured).detail.ctx;
    if (request.method !== "GET") request.headers["X-CSRF-Token"] = token();
  });
}
