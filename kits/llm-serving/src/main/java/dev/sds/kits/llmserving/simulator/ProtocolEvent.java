package dev.sds.kits.llmserving.simulator;

/**
 * An action of the protocol, by the router (through {@code Cluster.log}) or by its environment:
 * {@code Crash}, {@code Down}, {@code Restart}, {@code Suspect}, {@code Unsuspect}, {@code Finish}.
 *
 * @param at seconds since the start of the run
 * @param request id, or -1
 * @param replica index, or -1
 * @param attempt number, or -1
 */
public record ProtocolEvent(String action, int request, int replica, int attempt, double at) {}
