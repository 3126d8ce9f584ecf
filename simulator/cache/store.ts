/** The builder's memory: results by cache key, cache mounts, the clock's last time. A value; see cache/README in ARCHITECTURE.md. */
export interface Store {
  /** How many builds it has seen. */
  readonly builds: number
}
