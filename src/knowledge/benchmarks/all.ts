import type { Benchmark } from '../benchmark.ts'
import { owaspDocker } from './owasp-docker.ts'

/** Every list that Bulkhead answers for. */
export const benchmarks: readonly Benchmark[] = [owaspDocker]
