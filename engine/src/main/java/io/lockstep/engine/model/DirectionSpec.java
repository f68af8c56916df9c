package io.lockstep.engine.model;

/**
 * What one direction of a link does to frames.
 *
 * @param rateBitsPerSecond serialisation rate; 0 means infinite
 * @param delayNs propagation delay
 * @param lossProbability 0 to 1, independent per frame
 * @param queuePackets frames that may wait for the transmitter (the one being sent not counted);
 *     drop-tail; 0 means unlimited
 * @param queueBytes likewise in bytes; 0 means unlimited
 */
public record DirectionSpec(
    long rateBitsPerSecond,
    long delayNs,
    double lossProbability,
    int queuePackets,
    long queueBytes) {}
