package io.lockstep.engine.model;

/**
 * A point-to-point link. Direction 0 carries frames from end {@code a} to end {@code b}, direction
 * 1 the other way.
 *
 * @param name as displayed; links without a name are called {@code alice--bob} (a second one
 *     {@code alice--bob#2})
 */
public record LinkSpec(
    int index,
    String name,
    LinkEnd a,
    LinkEnd b,
    DirectionSpec forward,
    DirectionSpec backward,
    Source source) {
  public LinkEnd end(int which) {
    return which == 0 ? a : b;
  }

  public DirectionSpec direction(int which) {
    return which == 0 ? forward : backward;
  }
}
