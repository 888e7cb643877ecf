/// What the Spirit X3 grammars are made of. Internal; only grammars include it.
#pragma once

#include <boost/spirit/home/x3/core.hpp>

namespace hakit::text {

/// A token class of a grammar whose context holds its state under `StateTag`: `Derived::recognise(first, last, state)`
/// consumes from `first` and says whether it did. It has no attribute and is never tried at the end of the text.
template <class Derived, class StateTag>
struct primitive : boost::spirit::x3::parser<Derived> {
    using attribute_type = boost::spirit::x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute&) const {
        return first != last && Derived::recognise(first, last, boost::spirit::x3::get<StateTag>(context).get());
    }
};

}  // namespace hakit::text
